"""What an 异议 and a 企业说明 do to the public page: a kept version each time, and the same door (架构第 8 条)."""

from typing import Any

import pytest

from inspections.services import review
from publicity.models import Amendment, Publication, Statement
from publicity.objection_status import StatementStatus
from publicity.public_site.models import PublicResult
from publicity.public_site.schema import NotPublic
from publicity.services import objection_checks, objection_outcomes, objections, statements
from publicity.services.objection_outcomes import Draft
from publicity.status import PublicationStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, somebody
from tests.factories.objections import accepted, decided, published, received, said_by_firm, verified
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db

CORRECT = Draft("CORRECTED", "经核查，乡镇有误，已更正。", "乡镇录入有误。", {"entity.town": "润城镇"})
REVOKE = Draft("REVOKED", "经核查，不应公示，已撤下。", "依法不应公示。")


def shown(publication: Publication) -> PublicResult:
    return PublicResult.objects.get(publication_id=publication.pk)


def test_a_letter_alone_marks_nobodys_result() -> None:
    publication = published()
    received(publication)

    assert "notice" not in shown(publication).record


def test_an_accepted_objection_is_seen_on_the_page() -> None:
    publication = published()
    accepted(publication)

    assert shown(publication).notice == "异议办理中"
    assert Amendment.objects.get(publication=publication).was_record.get("notice") is None


def test_an_objection_accepted_before_publication_is_seen_from_the_first_day() -> None:
    inspection = InspectionFactory(checked=True)
    accepted(Publication.objects.get(inspection=inspection))
    review.approve(inspection=inspection, by=somebody(Role.LEADER))

    assert shown(inspection.publication).notice == "异议办理中"


def test_what_is_on_its_way_to_the_public_machine_says_it_too(settings: Any) -> None:
    settings.PUBLIC_SITE_APART = True
    publication = published()
    accepted(publication)
    statements.show(statement=said_by_firm(publication), by=UserFactory(office=True))

    assert publication.status == PublicationStatus.SENT
    assert shown(publication).notice == "异议办理中"
    assert shown(publication).record["statement"]["text"] == "已于次日更换硬盘。"


def test_a_result_revoked_on_its_way_out_is_not_published_by_the_receipt(settings: Any) -> None:
    settings.PUBLIC_SITE_APART = True
    publication = published()
    decided(publication, REVOKE)

    assert Publication.objects.get(pk=publication.pk).status == PublicationStatus.DROPPED


def test_how_it_ended_stands_on_the_page_with_its_day() -> None:
    publication = published()
    decided(publication)
    record = shown(publication).record

    assert record["notice"].startswith("异议办结：维持（")
    assert record["timeline"][-1]["what"] == "异议办结：维持"


def test_a_withdrawn_objection_leaves_no_notice() -> None:
    publication = published()
    objections.withdraw(objection=accepted(publication), reason="电话撤回。", by=UserFactory(office=True))

    assert "notice" not in shown(publication).record


def test_nobody_who_wrote_is_named_in_public() -> None:
    publication = published()
    decided(publication)

    assert "李青" not in str(shown(publication).record)


def test_a_correction_changes_the_page_and_keeps_the_old() -> None:
    publication = published()
    decided(publication, CORRECT)
    row = shown(publication)

    assert (row.town, row.is_corrected) == ("润城镇", True)
    assert row.record["corrections"][-1]["reason"] == "乡镇录入有误。"
    assert row.record["notice"].startswith("异议办结：更正")


def test_a_revoked_result_comes_down() -> None:
    publication = published()
    decided(publication, REVOKE, ground="NOT_PUBLIC")
    publication.refresh_from_db()

    assert publication.status == PublicationStatus.WITHDRAWN
    assert shown(publication).entity_name == ""


def test_before_the_leader_has_decided_nothing_is_another() -> None:
    publication = published()
    objection = verified(publication)
    objection_outcomes.propose(objection=objection, draft=CORRECT, by=UserFactory(office=True))

    assert shown(publication).notice == "异议办理中"
    assert not shown(publication).is_corrected


def test_a_correction_that_corrects_nothing_is_not_proposed() -> None:
    objection, by = verified(), UserFactory(office=True)

    with pytest.raises(DomainError, match="没有改动"):
        objection_outcomes.propose(objection=objection, draft=Draft("CORRECTED", "更正。", "有误。"), by=by)


def test_what_is_not_public_is_neither_corrected_nor_revoked() -> None:
    publication = published(approved=False, checked=True)
    objection, by = accepted(publication), UserFactory(office=True)
    handler = UserFactory(inspector=True)
    objection_checks.assign(objection=objection, handler=handler, by=by)
    objection_checks.verify(objection=objection, findings="尚未公示。", by=handler)

    with pytest.raises(DomainError, match="还没有公示"):
        objection_outcomes.propose(objection=objection, draft=REVOKE, by=by)


def test_a_statement_stands_beside_the_result_word_for_word() -> None:
    publication = published()
    text = "已于次日更换硬盘，  留存天数\n现为三十日。"
    statements.show(statement=said_by_firm(publication, text), by=UserFactory(office=True))

    assert shown(publication).record["statement"]["text"] == text


def test_a_later_statement_takes_the_place_of_the_old_one_which_is_kept() -> None:
    publication, by = published(), UserFactory(office=True)
    first = statements.show(statement=said_by_firm(publication), by=by)
    statements.show(statement=said_by_firm(publication, "第二份说明。"), by=by)

    assert Statement.objects.get(pk=first.pk).status == StatementStatus.REPLACED
    assert shown(publication).record["statement"]["text"] == "第二份说明。"


def test_a_statement_with_a_telephone_is_not_shown() -> None:
    statement = said_by_firm(published(), "请打 13935600001。")

    with pytest.raises(NotPublic, match="手机号码"):
        statements.show(statement=statement, by=UserFactory(office=True))


def test_that_a_statement_is_disagreeable_is_no_reason_to_refuse_it() -> None:
    statement, by = said_by_firm(published()), UserFactory(office=True)

    with pytest.raises(DomainError, match="只有含个人信息"):
        statements.refuse(statement=statement, refusal="RUDE", reason="语气不好。", by=by)


def test_a_withdrawn_statement_is_taken_away() -> None:
    publication, by = published(), UserFactory(office=True)
    statement = statements.show(statement=said_by_firm(publication), by=by)
    statements.withdraw(statement=statement, reason="企业书面要求。", by=by)

    assert "statement" not in shown(publication).record
