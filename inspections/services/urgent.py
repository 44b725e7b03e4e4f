"""情况紧急，先行检查: 所队长 lets the team go at once, 分管局领导 approves afterwards, within urgent_approval_days."""

from django.db import transaction

from inspections.models import Visit, VisitApproval
from inspections.models.visit import VisitApprovalQuerySet
from inspections.services.moves import move, stamp
from inspections.services.standing import eligible_for_approval, team
from inspections.status import ApprovalStatus, VisitStatus
from yangcheng_inspect import parameters
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.workdays.calendar import deadline


def may_allow(approval: VisitApproval, user: User) -> bool:
    """所队长, whose turn it is; only for a visit that no draw ordered: a draw is planned, never urgent."""
    ordered = (
        approval.status == ApprovalStatus.PENDING_HEAD and not approval.visits.filter(drawn__isnull=False).exists()
    )
    return ordered and approval.urgent_at is None and eligible_for_approval(approval).filter(pk=user.pk).exists()


@transaction.atomic
def allow(*, approval: VisitApproval, ground: str, by: User) -> VisitApproval:
    """所队长 agrees to go first: the form is on 分管局领导's desk at once, with the clock running."""
    if not ground.strip():
        raise DomainError("请写明必须先行检查的紧急事由。")
    approval = VisitApproval.objects.select_for_update().get(pk=approval.pk)
    _refuse(approval, by)
    due = deadline(today(), parameters.number("urgent_approval_days")).on
    approval.urgent_ground, approval.urgent_at, approval.urgent_by = ground.strip(), now(), by
    approval.urgent_due_on = due
    approval.save(update_fields=["urgent_ground", "urgent_at", "urgent_by", "urgent_due_on"])
    record("approval.urgent", target=approval, by=by, reason=ground, detail={"due_on": due.isoformat()})
    move(approval, ApprovalStatus.PENDING_LEADER, by=by, action="approval.review", **stamp("reviewed", by))
    for visit in approval.visits.select_for_update().filter(status=VisitStatus.PENDING):
        number = visit.companions.count()
        move(visit, VisitStatus.READY, by=by, action="visit.go_first", companions_approved=number)
    return approval


def _refuse(approval: VisitApproval, by: User) -> None:
    if approval.submitted_by_id == by.pk:
        raise SameHands("不得同意本人报送的先行检查。请由他人办理。")
    if any(by.pk in team(visit) for visit in approval.visits.all()):
        raise SameHands("您是本次检查的检查人员，不得同意本人先行检查。请由他人办理。")
    if approval.visits.filter(drawn__isnull=False).exists():
        raise DomainError("随机抽中的检查按计划进行，不适用先行检查。请按程序报批。")
    if approval.status != ApprovalStatus.PENDING_HEAD:
        raise DomainError(f"审批表的状态是“{approval.get_status_display()}”，不能再同意先行检查。")
    if approval.urgent_at is not None:
        raise AlreadyDone("已经同意先行检查，补批期限不重新计算。请审核后报分管局领导补批。")
    if not eligible_for_approval(approval).filter(pk=by.pk).exists():
        raise NotPermitted("先行检查由承办单位的所队长同意。")


def open_forms() -> VisitApprovalQuerySet:
    """Forms whose approval afterwards is still missing."""
    gone = [ApprovalStatus.APPROVED, ApprovalStatus.CANCELLED]
    return VisitApproval.objects.filter(urgent_at__isnull=False).exclude(status__in=gone)


def overdue() -> VisitApprovalQuerySet:
    return open_forms().filter(urgent_due_on__lt=today())


def refuse_sent_back(visit: Visit) -> None:
    """Nobody sets out on a form that 分管局领导 sent back in the meantime."""
    approval = visit.approval
    if approval.urgent_at and approval.status in [ApprovalStatus.RETURNED, ApprovalStatus.CANCELLED]:
        raise DomainError(f"补批的审批表 {approval.number} {approval.get_status_display()}，不能到场检查。")


def refuse_unapproved(visit: Visit) -> None:
    """A record is not published on an approval that nobody has given yet (国办发〔2024〕54号)."""
    approval = visit.approval
    if approval.urgent_at and approval.status != ApprovalStatus.APPROVED:
        raise DomainError(f"先行检查的审批表 {approval.number} 尚未补批，不能批准公示。请先办理补批。")
