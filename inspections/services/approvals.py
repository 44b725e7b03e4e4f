"""行政检查审批: 所队长 → 分管局领导, before anybody visits (国办发〔2024〕54号; architecture, 谁决定什么)."""

from django.db import transaction

from inspections.models import VisitApproval
from inspections.services import desk_checks
from inspections.services.moves import move, stamp
from inspections.services.standing import eligible_for_approval, team
from inspections.status import ApprovalStatus, TaskStatus, VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import DomainError, NotPermitted, SameHands


def _locked(approval: VisitApproval) -> VisitApproval:
    return VisitApproval.objects.select_for_update().get(pk=approval.pk)


def may_submit(approval: VisitApproval, user: User) -> bool:
    """双随机办, whoever drew the form up, or the leading officer of one of its visits."""
    if approval.status not in [ApprovalStatus.DRAFT, ApprovalStatus.RETURNED]:
        return False
    if user.has_role(Role.OFFICE) or approval.drafted_by_id == user.pk:
        return True
    return approval.visits.filter(officers__leads=True, officers__inspector__user=user).exists()


@transaction.atomic
def submit(*, approval: VisitApproval, why_on_site: str, by: User, method: str = "") -> VisitApproval:
    """The form asks 能否不入企; the answer goes on the form, and with it how the checks are made."""
    if not why_on_site.strip():
        raise DomainError("请写明能否以书面、信息共享等方式代替入企检查。")
    approval = _locked(approval)
    if approval.status in [ApprovalStatus.DRAFT, ApprovalStatus.RETURNED] and not may_submit(approval, by):
        raise NotPermitted("报批由双随机办、拟稿人或主办民警办理。")
    if method:
        desk_checks.set_method(approval, method, by)
    return move(
        approval,
        ApprovalStatus.PENDING_HEAD,
        by=by,
        action="approval.submit",
        why_on_site=why_on_site,
        returned_reason="",
        **stamp("submitted", by),
    )


@transaction.atomic
def review(*, approval: VisitApproval, by: User) -> VisitApproval:
    approval = _locked(approval)
    _require_turn(approval, by)
    return move(approval, ApprovalStatus.PENDING_LEADER, by=by, action="approval.review", **stamp("reviewed", by))


@transaction.atomic
def approve(*, approval: VisitApproval, by: User) -> VisitApproval:
    """Approves the batch; its visits may now be made."""
    approval = _locked(approval)
    _require_turn(approval, by)
    move(approval, ApprovalStatus.APPROVED, by=by, action="approval.approve", **stamp("approved", by))
    for visit in approval.visits.select_for_update().filter(status=VisitStatus.PENDING):
        number = visit.companions.count()
        move(visit, VisitStatus.READY, by=by, action="visit.approve", companions_approved=number)
    if approval.draw and approval.draw.task.status == TaskStatus.DRAWN:
        move(approval.draw.task, TaskStatus.INSPECTING, by=by, action="task.dispatch")
    return approval


@transaction.atomic
def send_back(*, approval: VisitApproval, reason: str, by: User) -> VisitApproval:
    if not reason.strip():
        raise DomainError("请写明退回的理由。")
    approval = _locked(approval)
    _require_turn(approval, by)
    return move(
        approval,
        ApprovalStatus.RETURNED,
        by=by,
        action="approval.send_back",
        reason=reason,
        returned_reason=reason,
        reviewed_at=None,
        reviewed_by=None,
    )


def _require_turn(approval: VisitApproval, by: User) -> None:
    """Nobody decides on a form of his own, twice, or on a batch in which every visit is his."""
    if approval.status not in [ApprovalStatus.PENDING_HEAD, ApprovalStatus.PENDING_LEADER]:
        return  # `move` says which status it has
    if approval.submitted_by_id == by.pk:
        raise SameHands("不得审批本人报送的审批表。请由他人办理。")
    if approval.reviewed_by_id == by.pk:
        raise SameHands("审核人和审批人不能是同一人。请由另一位分管局领导或其代理人审批。")
    visits = list(approval.visits.prefetch_related("officers__inspector"))
    if visits and all(by.pk in team(visit) for visit in visits):
        raise SameHands("您是本次检查的检查人员，不得审核或审批本人办理的检查。请由他人办理。")
    if not eligible_for_approval(approval).filter(pk=by.pk).exists():
        raise NotPermitted(f"此件现在不由您办理。当前环节：{approval.get_status_display()}。")
