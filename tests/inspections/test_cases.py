"""立案 and 发现犯罪线索 (方案三(二)3)."""

from datetime import timedelta

import pytest

from inspections import checks
from inspections.choices import Result
from inspections.follow_up_status import CaseStatus, RectificationStatus
from inspections.models import CaseFiling, Inspection, Visit
from inspections.services import cases, records, review
from inspections.status import RecordStatus
from publicity.models import Publication
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import closed, ordered
from tests.factories.inspections import (
    InspectionFactory,
    VisitFactory,
    confirm,
    findings,
    head_of,
    lead_of,
    sign,
    somebody,
)
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def hand_over(inspection: Inspection, crime: bool = False) -> CaseFiling:
    by = lead_of(inspection.visit)
    return cases.hand_over(inspection=inspection, act="未登记住宿", receiver="治安大队", crime=crime, by=by)


def stopped() -> Visit:
    visit = VisitFactory(onsite=True)
    cases.stop(visit=visit, act="客房内发现疑似毒品", receiver="禁毒大队", by=lead_of(visit))
    return Visit.objects.get(pk=visit.pk)


def test_a_problem_is_handed_over_once_and_within_a_day() -> None:
    case = hand_over(InspectionFactory(submitted=True, wrong=True))

    assert case.due_at - case.handed_at == timedelta(hours=24)
    with pytest.raises(AlreadyDone):
        hand_over(Inspection.objects.get(pk=case.inspection_id))


def test_a_clean_record_makes_no_case() -> None:
    with pytest.raises(DomainError, match="发现问题的"):
        hand_over(InspectionFactory(submitted=True))


def test_a_stranger_hands_nothing_over() -> None:
    inspection = InspectionFactory(submitted=True, wrong=True)

    with pytest.raises(NotPermitted):
        cases.hand_over(
            inspection=inspection, act="违法", receiver="治安大队", crime=False, by=UserFactory(inspector=True)
        )


def test_an_order_that_was_not_obeyed_goes_along() -> None:
    order = closed(ordered(), "UNFIXED")
    case = hand_over(Inspection.objects.get(pk=order.inspection_id))
    order.refresh_from_db()

    assert case.rectification == order
    assert order.status == RectificationStatus.FILED


def test_a_case_has_its_number_and_its_day() -> None:
    case = hand_over(InspectionFactory(submitted=True, wrong=True))
    head = head_of(case.visit)
    with pytest.raises(DomainError, match="案件编号"):
        cases.file(case=case, reference=" ", decided_on=today(), by=head)

    assert cases.file(case=case, reference="阳公受字〔2026〕12号", decided_on=today(), by=head).status == "FILED"


def test_a_refusal_says_why_and_a_closed_case_what_came_of_it() -> None:
    case = hand_over(InspectionFactory(submitted=True, wrong=True))
    with pytest.raises(DomainError, match="不予立案的理由"):
        cases.decline(case=case, reason="", decided_on=today(), by=head_of(case.visit))
    cases.file(case=case, reference="12号", decided_on=today(), by=head_of(case.visit))
    case.refresh_from_db()
    with pytest.raises(DomainError, match="办理结果"):
        cases.close(case=case, outcome="", by=head_of(case.visit))

    assert cases.close(case=case, outcome="罚款五百元", by=head_of(case.visit)).status == CaseStatus.CLOSED


def test_a_crime_ends_the_checklist_at_once() -> None:
    visit = stopped()
    inspection = visit.inspections.get()

    assert inspection.result == Result.CASE
    assert list(checks.records(visit)) == []
    with pytest.raises(DomainError, match="检查已停止"):
        records.fill(inspection=inspection, findings=findings(inspection), by=lead_of(visit))


def test_nobody_stops_a_check_twice_or_from_outside() -> None:
    visit = stopped()

    with pytest.raises(DomainError, match="检查已停止"):
        cases.stop(visit=visit, act="又发现", receiver="禁毒大队", by=lead_of(visit))
    with pytest.raises(NotPermitted):
        cases.stop(visit=visit, act="又发现", receiver="禁毒大队", by=head_of(visit))


def test_a_check_that_was_stopped_is_still_confirmed_and_signed_by_both() -> None:
    visit = stopped()
    with pytest.raises(DomainError, match="还不能提交"):
        records.submit(visit=visit, by=lead_of(visit))
    confirm(visit)
    sign(visit)

    assert records.submit(visit=visit, by=lead_of(visit)).status == "SUBMITTED"


def chained(visit: Visit) -> Inspection:
    confirm(visit)
    sign(visit)
    records.submit(visit=visit, by=lead_of(visit))
    for by in (head_of(visit), somebody(Role.OFFICE)):
        review.pass_on(inspection=visit.inspections.get(), by=by)
    return visit.inspections.get()


def test_of_a_crime_nothing_is_published_until_the_leader_releases_it() -> None:
    visit, leader = stopped(), somebody(Role.LEADER)
    inspection = chained(visit)
    with pytest.raises(DomainError, match="暂缓公示"):
        review.approve(inspection=inspection, by=leader)
    cases.release(case=visit.cases.get(), reason="案件已侦结。", by=leader)

    assert review.approve(inspection=inspection, by=leader).status == RecordStatus.APPROVED


def test_a_crime_found_after_the_check_holds_the_text_too() -> None:
    case = hand_over(InspectionFactory(submitted=True, wrong=True), crime=True)

    assert Publication.objects.get(inspection=case.inspection).held_at is not None


def test_the_leader_says_that_he_knows() -> None:
    case = stopped().cases.get()
    with pytest.raises(NotPermitted):
        cases.note_told(case=case, by=head_of(case.visit))

    assert cases.note_told(case=case, by=somebody(Role.LEADER)).told_at is not None
    assert not CaseFiling.objects.untold().exists()
