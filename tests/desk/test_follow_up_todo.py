"""What waits after a check stands on the list of whoever must act, and of nobody else."""

from datetime import timedelta

import pytest

from inspections.choices import Result
from inspections.models import Visit
from inspections.services import cases, disputes, rechecks, records, rectifications, referrals
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import closed, disputed, drafted, fresh, hearer, judged, ordered, proved
from tests.factories.inspections import (
    InspectionFactory,
    VisitFactory,
    confirm,
    findings,
    head_of,
    lead_of,
    sign,
    somebody,
    team_of,
)
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk import follow_up_todo, todo

pytestmark = pytest.mark.django_db


def acts(user: User) -> list[str]:
    return [row.act for row in follow_up_todo.of(user)]


def test_the_leading_officer_is_to_issue_the_order() -> None:
    visit = InspectionFactory(submitted=True, wrong=True).visit
    lead, second = team_of(visit)

    assert acts(lead) == ["出具通知书"]
    assert acts(second) == []


def with_result(result: Result) -> Visit:
    visit = VisitFactory(onsite=True)
    inspection = visit.inspections.get()
    records.fill(inspection=inspection, findings=findings(inspection, wrong=True, result=result), by=lead_of(visit))
    confirm(visit)
    sign(visit)
    records.submit(visit=visit, by=lead_of(visit))
    return visit


@pytest.mark.parametrize(("result", "act"), [(Result.REFERRED, "拟写移送函"), (Result.CASE, "移交立案")])
def test_a_result_asks_for_its_first_paper(result: Result, act: str) -> None:
    assert acts(lead_of(with_result(result))) == [act]


def test_an_order_far_from_its_end_waits_for_nobody() -> None:
    assert acts(lead_of(ordered().inspection.visit)) == []


def test_an_overdue_order_waits_for_the_team() -> None:
    order = ordered()

    with clock.moved_to(clock.now() + timedelta(days=21)):
        found = todo.of(lead_of(order.inspection.visit))
    row = next(one for one in found if one.kind == "责令改正")
    assert (row.act, row.due) == ("安排复查", order.due_on)


def test_proof_waits_for_the_recheck_and_one_signature_for_the_other() -> None:
    order = proved(ordered())
    first, second = team_of(order.inspection.visit)
    assert acts(first) == ["复查"]
    rechecks.judge(rectification=order, outcome="FIXED", note="已改", by=first)

    assert (acts(first), acts(second)) == ([], ["签署结论"])


def test_the_conclusion_waits_for_the_head() -> None:
    order = judged(ordered())

    assert acts(head_of(order.inspection.visit)) == ["核准结论"]
    assert acts(lead_of(order.inspection.visit)) == []


def test_what_was_not_put_right_waits_for_the_case() -> None:
    order = closed(ordered(), "UNFIXED")

    assert acts(lead_of(order.inspection.visit)) == ["移交立案"]


def test_an_extension_waits_for_the_head() -> None:
    order = ordered()
    visit = order.inspection.visit
    until = order.due_on + timedelta(days=5)
    rectifications.ask_extension(rectification=order, until=until, reason="设备到货晚", by=lead_of(visit))

    assert acts(head_of(visit)) == ["决定延期"]


def test_a_crime_waits_for_the_leader_until_he_knows() -> None:
    visit = VisitFactory(onsite=True)
    leader = somebody(Role.LEADER)
    case = cases.stop(visit=visit, act="疑似毒品", receiver="禁毒大队", by=lead_of(visit))
    assert acts(leader) == ["知悉"]
    cases.note_told(case=case, by=leader)

    assert acts(leader) == []
    assert acts(lead_of(visit)) == ["登记决定"]


def test_a_letter_goes_from_desk_to_desk_and_back_to_its_author() -> None:
    referral = drafted()
    head, leader = head_of(referral.inspection.visit), somebody(Role.LEADER)
    assert (acts(head), acts(leader)) == (["审核移送函"], [])
    referrals.review(referral=referral, by=head)
    assert (acts(head), acts(leader)) == ([], ["审批移送函"])
    referrals.approve(referral=referral, by=leader)

    assert "登记回执" in acts(referral.drafted_by)


def test_a_dispute_waits_for_somebody_outside_the_case() -> None:
    dispute = disputed()
    by = hearer(dispute)
    assert acts(by) == ["受理"]
    assert "受理" not in acts(lead_of(dispute.visit))
    disputes.take(dispute=dispute, by=by)

    assert acts(by) == ["听取意见"]
    assert acts(UserFactory(office=True)) == []


def test_what_is_closed_waits_for_nobody() -> None:
    order = fresh(closed(ordered()))

    assert acts(lead_of(order.inspection.visit)) == []
    assert acts(head_of(order.inspection.visit)) == []
