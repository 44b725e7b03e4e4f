"""A published entry follows the handling of its problem; what stood there is kept (方案三(二)4; 架构第 8 条)."""

import pytest

from inspections.follow_up_status import ReferralStatus
from inspections.models import Inspection
from inspections.services import cases, referrals
from publicity.models import Amendment, Publication
from publicity.public_site import schema
from publicity.public_site.models import PublicResult
from publicity.services import amendments
from tests.factories.follow_up import closed, letter, ordered
from tests.factories.inspections import head_of, lead_of, somebody
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db


def shown(inspection: Inspection) -> PublicResult:
    return PublicResult.objects.get(publication_id=inspection.publication.pk)


def test_what_was_put_right_is_shown_as_put_right() -> None:
    order = closed(ordered(submitted=False, approved=True))
    row = shown(order.inspection)

    assert row.result_code == "FIXED"
    assert row.record["handling"]["word"].startswith("复查合格，已改正")
    assert row.record["timeline"][-1]["what"] == "复查合格，已改正"


def test_the_old_words_are_kept_with_their_hash() -> None:
    order = closed(ordered(submitted=False, approved=True))
    kept = Amendment.objects.get(publication__inspection=order.inspection)

    assert kept.was_record["result"]["code"] == "ORDERED"
    assert kept.was_hash == schema.digest(kept.was_record)


def test_the_trail_knows_the_hash_of_what_is_shown_now() -> None:
    order = closed(ordered(submitted=False, approved=True))
    publication = Publication.objects.get(inspection=order.inspection)

    assert publication.record_hash in Event.objects.get(act="publication.amend").payload
    assert shown(order.inspection).record_hash == publication.record_hash


def test_every_other_word_stays_as_it_was() -> None:
    order = closed(ordered(submitted=False, approved=True))
    was = Amendment.objects.get(publication__inspection=order.inspection).was_record
    now = shown(order.inspection).record
    moved = {name for name in now if now[name] != was.get(name)}

    assert moved <= {"result", "handling", "timeline", "updated_on"}


def test_what_was_not_put_right_is_said_too() -> None:
    order = closed(ordered(submitted=False, approved=True), "UNFIXED")

    assert shown(order.inspection).result_code == "ORDERED"
    assert "未改正" in shown(order.inspection).record["handling"]["word"]


def test_before_publication_nothing_is_amended_and_the_first_text_tells_it() -> None:
    order = closed(ordered())

    assert not Amendment.objects.exists()
    assert Publication.objects.get(inspection=order.inspection).record is None


def test_the_same_words_are_not_shown_twice() -> None:
    order = closed(ordered(submitted=False, approved=True))

    assert amendments.follow(inspection=order.inspection, by=head_of(order.inspection.visit)) is None


def test_a_case_is_shown_when_it_is_filed_and_a_crime_is_not() -> None:
    inspection = ordered(submitted=False, approved=True).inspection
    by = lead_of(inspection.visit)
    case = cases.hand_over(inspection=inspection, act="违法", receiver="治安大队", crime=False, by=by)
    cases.file(case=case, reference="12号", decided_on=today(), by=by)

    assert "已立案处理" in shown(inspection).record["handling"]["word"]


def test_of_a_crime_found_later_the_published_entry_says_nothing() -> None:
    inspection = ordered(submitted=False, approved=True).inspection
    by = lead_of(inspection.visit)
    case = cases.hand_over(inspection=inspection, act="涉毒", receiver="禁毒大队", crime=True, by=by)
    cases.file(case=case, reference="12号", decided_on=today(), by=by)

    assert "立案" not in schema.canonical(shown(inspection).record)
    assert not Amendment.objects.exists()


def test_a_letter_sent_out_is_shown_without_its_receiver() -> None:
    inspection = ordered(submitted=False, approved=True).inspection
    referral = referrals.draft(inspection=inspection, letter=letter(), by=lead_of(inspection.visit))
    referrals.review(referral=referral, by=head_of(inspection.visit))
    referral = referrals.approve(referral=referral, by=somebody(Role.LEADER))

    assert referral.status == ReferralStatus.ISSUED
    assert "已移送有关部门" in shown(inspection).record["handling"]["word"]
    assert referral.receiver not in str(shown(inspection).record)
