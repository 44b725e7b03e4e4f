"""更正: two people, old and new to be read, and nothing but what the page shows can be put right (架构第 8 条)."""

from typing import Any

import pytest

from inspections.models import Inspection
from publicity.grounds import Ground
from publicity.models import Correction, Publication
from publicity.public_site import schema
from publicity.public_site.models import PublicResult, PublicVersion
from publicity.public_site.schema import NotPublic
from publicity.services import amendments, corrections
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import closed, ordered
from tests.factories.inspections import (
    InspectionFactory,
    InspectorFactory,
    VersionFactory,
    VisitFactory,
    head_of,
    somebody,
)
from tests.factories.objections import received
from tests.factories.plans import amend
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.models import Event

pytestmark = pytest.mark.django_db
TOWN = {"entity.town": "润城镇"}


def asked(publication: Publication, changes: dict[str, str] | None = None, **more: Any) -> Correction:
    said: dict[str, Any] = {"ground": Ground.OWN, "reason": "录入时选错乡镇。", "by": somebody(Role.OFFICE)} | more
    return corrections.propose(publication=publication, changes=changes or TOWN, **said)


def corrected(inspection: Inspection, changes: dict[str, str] | None = None, **more: Any) -> PublicResult:
    """The row the public reads afterwards."""
    corrections.approve(correction=asked(inspection.publication, changes, **more), by=UserFactory(leader=True))
    return PublicResult.objects.get(publication_id=inspection.publication.pk)


def test_a_proposal_alone_changes_nothing_that_is_shown() -> None:
    inspection = InspectionFactory(approved=True)
    before = PublicResult.objects.get().record

    asked(inspection.publication)

    assert PublicResult.objects.get().record == before


def test_the_page_says_old_and_new_with_the_reason() -> None:
    row = corrected(InspectionFactory(approved=True))

    [line] = row.record["corrections"]
    assert (line["what"], line["reason"]) == ("更正乡镇", "录入时选错乡镇。")
    assert line["changes"][0]["now"] == row.town == "润城镇"
    assert row.is_corrected


def test_the_old_version_stays_with_its_hash() -> None:
    inspection = InspectionFactory(approved=True)
    before = inspection.publication.record

    corrected(inspection)

    kept = Correction.objects.get().replaced
    assert kept is not None
    assert kept.was_hash == schema.digest(before) == PublicVersion.objects.get().record_hash
    assert PublicVersion.objects.get().record == before


def test_the_trail_knows_the_hash_of_the_corrected_text() -> None:
    row = corrected(InspectionFactory(approved=True))

    assert row.record_hash in Event.objects.get(act="publication.correct").payload


def test_what_should_never_have_been_public_is_not_read_as_the_old_version_either() -> None:
    inspection = InspectionFactory(approved=True, wrong="隔壁张记饭店的噪声。")
    path = next(
        f"points.{n}.finding" for n, one in enumerate(inspection.publication.record["points"]) if "finding" in one
    )

    row = corrected(inspection, {path: "存在噪声。"}, ground=Ground.NOT_PUBLIC, reason="写有与本次检查无关的单位。")

    assert "张记" not in str(row.record) + str(PublicVersion.objects.get().record)
    assert "张记" in str(Correction.objects.get().changes)


def test_that_the_result_was_another_is_never_hidden() -> None:
    inspection = InspectionFactory(approved=True)
    paper = {"ground": Ground.OWN, "reason": "核查后更正。", "document": "核查〔2026〕1号"}
    row = corrected(inspection, {"result.code": "GONE"} | TOWN, hides_old=True, **paper)

    [line] = row.record["corrections"]
    assert [one.get("was") for one in line["changes"] if one["field"] == "检查结果"] == ["未发现问题"]
    assert not [one for one in line["changes"] if one["field"] == "乡镇" and "was" in one]


def test_nobody_decides_on_a_proposal_of_his_own() -> None:
    publication = InspectionFactory(approved=True).publication
    both = UserFactory(roles=[Role.OFFICE, Role.LEADER])
    correction = asked(publication, by=both)

    with pytest.raises(SameHands, match="两人办理"):
        corrections.approve(correction=correction, by=both)


def test_no_member_of_the_team_proposes_or_decides() -> None:
    member = UserFactory(roles=[Role.INSPECTOR])
    visit = VisitFactory(approved=True, officers=[InspectorFactory(), InspectorFactory(user=member)])
    correction = asked(visit.inspections.get().publication)
    User.objects.filter(pk=member.pk).update(roles=[Role.INSPECTOR, Role.LEADER])

    with pytest.raises(SameHands, match="本组结果"):
        corrections.approve(correction=correction, by=User.objects.get(pk=member.pk))
    assert corrections.waiting_for(User.objects.get(pk=member.pk)) == []


def test_while_an_objection_waits_nobody_of_the_chain_answers_it_by_the_back_door() -> None:
    inspection = InspectionFactory(approved=True)
    correction = asked(inspection.publication)
    received(inspection.publication)

    with pytest.raises(SameHands, match="审核审批"):
        corrections.approve(correction=correction, by=inspection.approved_by)
    assert corrections.waiting_for(inspection.approved_by) == []


def test_an_objection_is_no_ground_unless_its_own_outcome_says_so() -> None:
    publication = InspectionFactory(approved=True).publication
    waiting = received(publication)

    for number in ("YY-1", waiting.number):
        with pytest.raises(DomainError, match="异议页面"):
            asked(publication, ground=Ground.OBJECTION, document=number, by=UserFactory(office=True))


def test_the_office_alone_corrects_nothing() -> None:
    correction = asked(InspectionFactory(approved=True).publication)

    with pytest.raises(NotPermitted, match="分管局领导"):
        corrections.approve(correction=correction, by=UserFactory(office=True))


@pytest.mark.parametrize(
    ("changes", "more", "words"),
    [
        ({"entity.code": "1"}, {}, "不能更正"),
        ({"entity.name": " "}, {}, "不能为空"),
        ({"result.code": "GOOD"}, {}, "请从所列内容中选择"),
        ({"result.code": "CLOSED"}, {}, "文书编号"),
        ({"result.code": "CASE"}, {"document": "核查1号"}, "不一致"),
        (TOWN, {"reason": " "}, "请写明理由"),
        (TOWN, {"ground": Ground.REVOKED}, "请写明文书编号"),
        (TOWN, {"ground": Ground.REPAIR, "document": "1"}, "依据"),
    ],
)
def test_a_proposal_is_refused_early(changes: dict[str, str], more: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        asked(InspectionFactory(approved=True).publication, changes, **more)


def test_a_telephone_in_the_right_words_is_refused() -> None:
    with pytest.raises(NotPublic, match="手机号码"):
        asked(InspectionFactory(approved=True).publication, {"entity.name": "悦来旅馆 13800001234"})


def test_the_reason_names_no_business() -> None:
    publication = InspectionFactory(approved=True).publication

    with pytest.raises(DomainError, match="不要写企业名称"):
        asked(publication, reason=f"{publication.inspection.visit.name}来电。")


def test_nothing_corrected_is_no_correction() -> None:
    publication = InspectionFactory(approved=True).publication

    with pytest.raises(DomainError, match="没有改动"):
        asked(publication, {"entity.name": publication.record["entity"]["name"]})


def test_one_proposal_at_a_time() -> None:
    correction = asked(InspectionFactory(approved=True).publication)

    with pytest.raises(AlreadyDone, match="已有一件更正申请"):
        asked(correction.publication)


def test_an_answer_put_right_moves_result_and_summary_along() -> None:
    inspection = InspectionFactory(approved=True)
    changes = {"points.0.answer": "不符合", "points.0.finding": "许可证过期。", "result.code": "FIXED"}

    row = corrected(inspection, changes, document="核查1号", reason="录入有误。")

    assert row.record["result"]["summary"] == "发现 1 项问题"
    assert (row.result_word, row.national_category) == ("发现问题已责令改正", "发现问题已责令改正")


def test_of_a_sensitive_item_neither_points_nor_reason_can_leak() -> None:
    version = VersionFactory()
    amend(version.item, sensitive=True)
    inspection = InspectionFactory(approved=True, versions=[version])

    with pytest.raises(DomainError, match="不能更正"):
        asked(inspection.publication, {"points.0.finding": "库房门锁损坏。"})
    row = corrected(inspection, reason="库房位于别处。")
    assert row.record["corrections"][0]["reason"] == "本机关自行核查发现"
    assert "库房" not in str(row.record)


def test_a_declined_proposal_leaves_what_is_shown() -> None:
    correction = asked(InspectionFactory(approved=True).publication)

    corrections.decline(correction=correction, decision="乡镇无误。", by=somebody(Role.LEADER))

    assert "corrections" not in PublicResult.objects.get().record
    with pytest.raises(AlreadyDone):
        corrections.approve(correction=correction, by=somebody(Role.LEADER))


def test_what_moved_meanwhile_must_be_proposed_anew() -> None:
    inspection = InspectionFactory(approved=True)
    first = asked(inspection.publication)
    record = inspection.publication.record
    amend(inspection.publication, record=record | {"entity": record["entity"] | {"town": "北留镇"}})

    with pytest.raises(DomainError, match="已有变化"):
        corrections.approve(correction=first, by=somebody(Role.LEADER))


def test_the_handling_goes_on_after_a_correction_and_both_stay_to_be_read() -> None:
    order = ordered(submitted=False, approved=True)
    corrected(order.inspection)

    closed(order)

    row = PublicResult.objects.get(publication_id=order.inspection.publication.pk)
    assert (row.town, row.result_code, row.is_corrected) == ("润城镇", "FIXED", True)
    assert [one.version for one in PublicVersion.objects.all()] == [1, 2]


def test_a_corrected_result_is_not_undone_by_the_handling() -> None:
    inspection = ordered(submitted=False, approved=True).inspection
    corrected(inspection, {"result.code": "CASE"}, document="核查1号", reason="应为立案处理。")

    amendments.follow(inspection=inspection, by=head_of(inspection.visit))

    assert PublicResult.objects.get().result_code == "CASE"


def test_a_result_without_a_problem_leaves_nothing_to_be_put_right() -> None:
    inspection = InspectionFactory(approved=True, wrong=True)
    assert "handling" in PublicResult.objects.get().record
    changes = {"result.code": "NONE", "points.2.answer": "符合", "points.2.finding": ""}

    row = corrected(inspection, changes, document="核查2号", reason="录像留存满 30 日。")

    assert "handling" not in row.record
    assert "summary" not in row.record["result"]
