"""情况紧急，先行检查: a ground, a name, two working days, and nothing published before the approval."""

from typing import Any

import pytest
import time_machine

from inspections.models import Inspection, Visit, VisitApproval
from inspections.services import approvals, records, review, urgent, visits
from inspections.status import ApprovalStatus, RecordStatus, VisitStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import STEPS, VisitFactory, lead_of, somebody
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import DomainError, NotPermitted, SameHands

pytestmark = pytest.mark.django_db

NOW = "2026-11-20T09:00:00+08:00"  # a Friday


def let_go(**kwargs: Any) -> Visit:
    visit = VisitFactory(**kwargs)
    urgent.allow(approval=visit.approval, ground="群众举报正在违规储存", by=somebody(Role.UNIT_HEAD))
    return Visit.objects.select_related("approval").get(pk=visit.pk)


def test_the_team_may_go_at_once() -> None:
    visit = let_go()

    assert visit.status == VisitStatus.READY
    assert visit.approval.status == ApprovalStatus.PENDING_LEADER
    assert visits.arrive(visit=visit, by=lead_of(visit)).status == VisitStatus.ONSITE


@time_machine.travel(NOW, tick=False)
def test_the_approval_follows_within_two_working_days() -> None:
    assert let_go().approval.urgent_due_on.isoformat() == "2026-11-24"


def test_after_two_working_days_it_is_overdue() -> None:
    with time_machine.travel(NOW, tick=False):
        approval = let_go().approval
    with time_machine.travel("2026-11-24T23:00:00+08:00", tick=False):
        assert not urgent.overdue().exists()
    with time_machine.travel("2026-11-25T01:00:00+08:00", tick=False):
        assert list(urgent.overdue()) == [approval]


def test_going_first_needs_its_ground() -> None:
    with pytest.raises(DomainError, match="紧急事由"):
        urgent.allow(approval=VisitFactory().approval, ground=" ", by=somebody(Role.UNIT_HEAD))


def test_the_team_does_not_let_itself_go() -> None:
    visit = VisitFactory()

    with pytest.raises(SameHands):
        urgent.allow(approval=visit.approval, ground="紧急", by=lead_of(visit))


def test_only_the_head_lets_go() -> None:
    with pytest.raises(NotPermitted, match="所队长"):
        urgent.allow(approval=VisitFactory().approval, ground="紧急", by=UserFactory(leader=True))


def test_an_approved_form_is_not_urgent_any_more() -> None:
    visit = VisitFactory(ready=True)

    with pytest.raises(DomainError, match="不能再同意先行检查"):
        urgent.allow(approval=visit.approval, ground="紧急", by=UserFactory(unit_head=True))


def test_nobody_sets_out_on_a_form_sent_back() -> None:
    visit = let_go()
    approvals.send_back(approval=visit.approval, reason="不属紧急。", by=somebody(Role.LEADER))

    with pytest.raises(DomainError, match="已退回，不能到场检查"):
        visits.arrive(visit=Visit.objects.get(pk=visit.pk), by=lead_of(visit))


def checked() -> Inspection:
    visit = let_go()
    for step in ("onsite", "filled", "confirmed", "signed"):
        STEPS[step](Visit.objects.get(pk=visit.pk), wrong=False, opinion="AGREED")
    records.submit(visit=visit, by=lead_of(visit))
    for step in ("reviewed", "checked"):
        STEPS[step](Visit.objects.get(pk=visit.pk))
    return visit.inspections.get()


def test_nothing_is_published_while_the_approval_is_missing() -> None:
    inspection = checked()

    with pytest.raises(DomainError, match="尚未补批"):
        review.approve(inspection=inspection, by=somebody(Role.LEADER))


def test_after_the_approval_the_record_goes_on() -> None:
    inspection = checked()
    leader = somebody(Role.LEADER)
    approvals.approve(approval=VisitApproval.objects.get(visits=inspection.visit), by=leader)

    assert review.approve(inspection=inspection, by=leader).status == RecordStatus.APPROVED
