"""行政检查审批: nobody visits before 所队长 and 分管局领导 have said yes."""

import pytest

from inspections.models import VisitApproval
from inspections.services import approvals, visits
from inspections.status import ApprovalStatus, VisitStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import VisitFactory, approve_form, lead_of, somebody, team_of
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import DomainError, IllegalMove, NotPermitted, SameHands

pytestmark = pytest.mark.django_db


def returned() -> VisitApproval:
    approval = VisitFactory().approval
    approvals.send_back(approval=approval, reason="请写明事由。", by=somebody(Role.UNIT_HEAD))
    return VisitApproval.objects.get(pk=approval.pk)


def test_nobody_goes_before_the_form_is_approved() -> None:
    visit = VisitFactory()

    with pytest.raises(DomainError, match="还不能到场检查"):
        visits.arrive(visit=visit, by=lead_of(visit))


def test_approval_opens_the_visits() -> None:
    visit = VisitFactory()

    approve_form(visit.approval)

    visit.refresh_from_db()
    assert visit.status == VisitStatus.READY


def test_the_leader_waits_for_the_head() -> None:
    approval = VisitFactory().approval

    with pytest.raises(NotPermitted, match="待所队长审核"):
        approvals.approve(approval=approval, by=somebody(Role.LEADER))


def test_nobody_approves_what_they_reported() -> None:
    approval = VisitFactory().approval

    with pytest.raises(SameHands, match="本人报送"):
        approvals.review(approval=approval, by=approval.submitted_by)


def test_one_person_does_not_review_and_approve() -> None:
    both = UserFactory(roles=[Role.UNIT_HEAD, Role.LEADER])
    approval = approvals.review(approval=VisitFactory().approval, by=both)

    with pytest.raises(SameHands, match="审核人和审批人不能是同一人"):
        approvals.approve(approval=approval, by=both)


def test_whoever_goes_does_not_decide() -> None:
    visit = VisitFactory()
    officer = team_of(visit)[0]

    with pytest.raises((SameHands, NotPermitted)):
        approvals.review(approval=visit.approval, by=officer)


def test_a_return_says_why() -> None:
    approval = VisitFactory().approval

    with pytest.raises(DomainError, match="请写明退回的理由"):
        approvals.send_back(approval=approval, reason=" ", by=somebody(Role.UNIT_HEAD))


def test_a_returned_form_is_reported_again() -> None:
    approval = returned()

    again = approvals.submit(approval=approval, why_on_site="须现场核对实物", by=approval.drafted_by)

    assert again.status == ApprovalStatus.PENDING_HEAD
    assert again.returned_reason == ""


def test_the_form_asks_whether_a_visit_is_needed_at_all() -> None:
    approval = returned()

    with pytest.raises(DomainError, match="代替入企检查"):
        approvals.submit(approval=approval, why_on_site="", by=approval.drafted_by)


def test_a_stranger_does_not_report_it() -> None:
    with pytest.raises(NotPermitted, match="主办民警办理"):
        approvals.submit(approval=returned(), why_on_site="须现场核对", by=UserFactory(inspector=True))


def test_the_leading_officer_reports_it() -> None:
    approval = returned()

    lead = lead_of(approval.visits.get())

    assert approvals.may_submit(approval, lead)


def test_a_second_click_approves_nothing_twice() -> None:
    approval = VisitFactory(ready=True).approval

    with pytest.raises(IllegalMove):
        approvals.approve(approval=approval, by=UserFactory(leader=True))
