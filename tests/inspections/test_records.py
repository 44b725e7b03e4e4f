"""检查记录: truthful, two officers, confirmed by the business (方案三(二)2, 四(三))."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from inspections.choices import AnswerChoice, Opinion, Result
from inspections.models import Answer, Inspection, Visit, VisitOfficer
from inspections.services import records, review, visits
from inspections.status import RecordStatus, VisitStatus
from tests.factories.accounts import UserFactory
from tests.factories.base import note
from tests.factories.inspections import (
    InspectionFactory,
    VisitFactory,
    confirm,
    fill,
    findings,
    head_of,
    lead_of,
    sign,
    team_of,
)
from yangcheng_inspect import clock
from yangcheng_inspect.errors import DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def save(inspection: Inspection, **changes: Any) -> Inspection:
    given = replace(findings(inspection), **changes)
    return records.fill(inspection=inspection, findings=given, by=lead_of(inspection.visit))


def alter(row: Any, **values: Any) -> None:
    """Change a row behind the services' back, with the event the database asks for."""
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)
        note(row)


def test_a_record_goes_its_whole_way() -> None:
    inspection = InspectionFactory(approved=True)

    assert inspection.status == RecordStatus.APPROVED
    assert inspection.visit.status == VisitStatus.SUBMITTED


def test_a_new_record_holds_no_answer_and_no_verdict() -> None:
    inspection = InspectionFactory(onsite=True)

    assert inspection.result == ""
    assert not inspection.answers.exists()


def test_only_the_team_writes_the_record() -> None:
    inspection = InspectionFactory(onsite=True)

    with pytest.raises(NotPermitted, match="不是本次检查的检查人员"):
        records.fill(inspection=inspection, findings=findings(inspection), by=UserFactory(inspector=True))


def test_nothing_is_written_before_arrival() -> None:
    inspection = InspectionFactory(ready=True)

    with pytest.raises(DomainError, match="请先到场亮证"):
        save(inspection)


def test_what_is_there_is_saved_and_what_is_missing_stays_missing() -> None:
    inspection = InspectionFactory(onsite=True)
    point = inspection.version.check_points.first()

    saved = save(inspection, answers={point.pk: records.Given(AnswerChoice.YES)}, result="")

    assert saved.answers.count() == 1
    assert saved.result == ""


def test_a_check_point_of_another_item_is_refused() -> None:
    inspection, other = InspectionFactory(onsite=True), InspectionFactory()
    foreign = other.version.check_points.first()

    with pytest.raises(DomainError, match="不属于本事项"):
        save(inspection, answers={foreign.pk: records.Given(AnswerChoice.YES)})


def test_a_finding_goes_when_the_point_is_found_right_after_all() -> None:
    inspection = InspectionFactory(onsite=True)
    point = inspection.version.check_points.first()
    save(inspection, answers={point.pk: records.Given(AnswerChoice.NO, "许可证过期")})

    save(inspection, answers={point.pk: records.Given(AnswerChoice.YES, "许可证过期")})

    assert inspection.answers.get(check_point=point).finding == ""


def test_the_business_is_not_asked_to_sign_half_a_record() -> None:
    inspection = InspectionFactory(onsite=True)
    point = inspection.version.check_points.first()
    save(inspection, answers={point.pk: records.Given(AnswerChoice.YES)})

    with pytest.raises(DomainError, match="第 2 项尚未检查"):
        confirm(inspection.visit)


def test_one_officer_alone_asks_nobody_to_sign() -> None:
    """Whoever comes later by a click in the office was not there (方案四(三): 检查人员不得少于两人)."""
    visit = VisitFactory(ready=True)
    visits.arrive(visit=visit, by=lead_of(visit))
    visits.inform(visit=visit, attendee="李青", attendee_role="前台主管", by=lead_of(visit))
    fill(visit)

    with pytest.raises(DomainError, match="尚未到场亮证"):
        confirm(Visit.objects.get(pk=visit.pk))


def test_another_word_from_the_business_is_signed_anew() -> None:
    visit = VisitFactory(signed=True, opinion=Opinion.DISPUTED)

    confirm(visit, opinion=Opinion.AGREED)

    with pytest.raises(DomainError, match="检查人员须两人签名"):
        records.submit(visit=Visit.objects.get(pk=visit.pk), by=lead_of(visit))


def test_the_clock_starts_with_the_confirmation() -> None:
    visit = VisitFactory(filled=True)

    confirm(visit)

    assert visit.inspections.get().publication.ended_on == Visit.objects.get(pk=visit.pk).ended_on


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (records.Said(Opinion.AGREED, signer="李青"), "须由检查对象签字"),
        (records.Said(Opinion.AGREED, strokes=[[[1, 2]]]), "须由检查对象签字"),
        (records.Said(Opinion.DISPUTED, signer="李青", strokes=[[[1, 2]]]), "须写明意见"),
        (records.Said(Opinion.REFUSED, refusal_reason="AWAY"), "须选择理由并注明情况"),
        (records.Said(Opinion.REFUSED, refusal_note="不愿签字"), "须选择理由并注明情况"),
        (records.Said(Opinion.ABSENT), "须注明情况"),
    ],
)
def test_each_opinion_asks_for_what_makes_it_true(said: records.Said, sentence: str) -> None:
    visit = VisitFactory(filled=True)

    with pytest.raises(DomainError, match=sentence):
        records.confirm(visit=visit, said=said, by=lead_of(visit))


def test_a_paper_signature_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    visit = VisitFactory(filled=True)
    monkeypatch.setattr("inspections.picture_checks.sheets", lambda visit: [])

    given = records.confirm(
        visit=visit, said=records.Said(Opinion.AGREED, signer="李青", on_paper=True), by=lead_of(visit)
    )

    assert given.strokes == []


def test_officers_sign_after_the_business() -> None:
    visit = VisitFactory(filled=True)

    with pytest.raises(DomainError, match="请先由检查对象确认"):
        sign(visit)


def without_an_answer(visit: Visit) -> None:
    answer = Answer.objects.filter(inspection__visit=visit).first()
    assert answer is not None
    with transaction.atomic():
        answer.delete()
        note(answer)


def without_the_second_officer(visit: Visit) -> None:
    place = visit.officers.filter(leads=False).get()
    with transaction.atomic():
        place.delete()
        note(place)


def without_arrival(visit: Visit) -> None:
    alter(visit.officers.get(leads=False), arrived_at=None)


def without_the_second_signature(visit: Visit) -> None:
    alter(visit.officers.get(leads=False), signed_at=None, signed_hash="")


def without_confirmation(visit: Visit) -> None:
    with transaction.atomic():
        visit.confirmation.delete()
        note(visit)


def without_notice(visit: Visit) -> None:
    alter(visit, notice_served_at=None)


def without_rights(visit: Visit) -> None:
    alter(visit, rights_read_at=None)


def without_result(visit: Visit) -> None:
    alter(visit.inspections.get(), result="")


def with_a_wrong_point(visit: Visit) -> None:
    answer = Answer.objects.filter(inspection__visit=visit).first()
    alter(answer, choice=AnswerChoice.NO, finding="许可证过期")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (without_an_answer, "尚未检查"),
        (without_the_second_officer, "检查人员不得少于两人"),
        (without_arrival, "尚未到场亮证"),
        (without_the_second_signature, "尚未签名"),
        (without_confirmation, "检查对象尚未确认"),
        (without_notice, "检查通知书尚未登记送达"),
        (without_rights, "尚未登记权利告知"),
        (without_result, "尚未填写检查结果"),
        (with_a_wrong_point, "检查结果不能是“未发现问题”"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_no_way_leads_to_a_clean_result_with_something_missing(spoil: Callable[[Visit], None], sentence: str) -> None:
    visit = VisitFactory(signed=True)
    spoil(visit)

    with pytest.raises(DomainError, match=sentence):
        records.submit(visit=Visit.objects.get(pk=visit.pk), by=lead_of(visit))


def test_a_change_after_the_confirmation_is_confirmed_and_signed_again() -> None:
    inspection = InspectionFactory(signed=True)
    save(inspection, note="补充：录像已当场调取。")

    with pytest.raises(DomainError, match=r"须重新确认.*须重新签名"):
        records.submit(visit=inspection.visit, by=lead_of(inspection.visit))


def test_a_problem_needs_a_wrong_point() -> None:
    inspection = InspectionFactory(onsite=True)
    save(inspection, result=Result.FIXED)

    with pytest.raises(DomainError, match="没有检查要点为“不符合”"):
        confirm(inspection.visit)


def test_an_order_to_correct_needs_a_day() -> None:
    inspection = InspectionFactory(onsite=True)
    save(inspection, **vars(replace(findings(inspection, wrong=True), rectify_by=None)))

    with pytest.raises(DomainError, match="须写明改正期限"):
        confirm(inspection.visit)


def test_somebody_present_cannot_be_noted_as_absent() -> None:
    visit = VisitFactory(signed=True, opinion=Opinion.ABSENT)

    with pytest.raises(DomainError, match="才可以登记现场无人"):
        records.submit(visit=visit, by=lead_of(visit))


def test_a_closed_shop_needs_no_answers_no_notice_and_nobody_to_sign() -> None:
    visit = VisitFactory(ready=True)
    for user in team_of(visit):
        visits.arrive(visit=visit, by=user)
    gone = records.Findings(answers={}, result=Result.CLOSED, note="大门上锁，邻居称已停业。")
    records.fill(inspection=visit.inspections.get(), findings=gone, by=lead_of(visit))
    confirm(visit, opinion=Opinion.ABSENT)
    sign(visit)

    assert records.submit(visit=visit, by=lead_of(visit)).status == VisitStatus.SUBMITTED


def test_a_refusal_is_as_good_as_a_signature() -> None:
    visit = VisitFactory(submitted=True, opinion=Opinion.REFUSED)

    assert visit.status == VisitStatus.SUBMITTED


def test_a_second_submit_changes_nothing() -> None:
    visit = VisitFactory(submitted=True)
    second = team_of(visit)[1]

    again = records.submit(visit=visit, by=second)

    assert again.submitted_by_id == lead_of(visit).pk


def test_a_submitted_record_cannot_be_rewritten() -> None:
    inspection = InspectionFactory(submitted=True)

    with pytest.raises(DomainError, match="已提交封存"):
        save(inspection, result=Result.FIXED)


def test_a_return_keeps_the_day_the_clock_runs_from() -> None:
    visit = VisitFactory(submitted=True)
    inspection = visit.inspections.get()
    review.send_back(inspection=inspection, reason="第 2 项写得太简。", by=head_of(visit))

    with clock.moved_to(clock.now() + timedelta(days=3)):
        fill(Visit.objects.get(pk=visit.pk))
        confirm(Visit.objects.get(pk=visit.pk))

    assert Visit.objects.get(pk=visit.pk).ended_on == visit.ended_on


@pytest.mark.parametrize("missing", ["result", "submitted_at"])
def test_the_database_itself_refuses_a_submitted_record_without(missing: str) -> None:
    inspection = InspectionFactory(submitted=True)
    empty: dict[str, Any] = {"result": {"result": ""}, "submitted_at": {"submitted_at": None, "submitted_by": None}}

    with pytest.raises(IntegrityError):
        alter(inspection, **empty[missing])


def test_the_database_itself_refuses_a_second_leading_officer() -> None:
    visit = VisitFactory()

    with pytest.raises(IntegrityError):
        alter(VisitOfficer.objects.get(visit=visit, leads=False), leads=True)
