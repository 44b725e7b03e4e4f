"""Visits that a void or a corrected number takes back, before anybody has set out."""

from inspections.models import Draw, VisitApproval
from inspections.services.moves import move
from inspections.status import ApprovalStatus, RecordStatus, VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError

STARTED = [VisitStatus.ONSITE, VisitStatus.SUBMITTED]


def started(draw: Draw) -> bool:
    """Whether a visit of this draw has begun: what was found there stands, whatever becomes of the draw."""
    return draw.drawn.filter(visit__status__in=STARTED).exists()


def require_nobody_on_site(draw: Draw) -> None:
    for drawn in draw.drawn.filter(visit__status=VisitStatus.ONSITE).select_related("pooled")[:1]:
        raise DomainError(f"“{drawn.pooled.name}”正在检查，请办完提交后再办理。")


def call_off(draw: Draw, *, reason: str, by: User) -> int:
    """Cancel the visits that have not begun, with their records and approval form; how many they were."""
    waiting = [VisitStatus.PENDING, VisitStatus.READY]
    rows = list(draw.drawn.filter(visit__status__in=waiting).select_related("visit").select_for_update(of=("visit",)))
    for drawn in rows:
        visit = drawn.visit
        for inspection in visit.inspections.select_for_update():
            move(inspection, RecordStatus.CANCELLED, by=by, action="record.cancel", reason=reason)
        move(visit, VisitStatus.CANCELLED, by=by, action="visit.cancel", reason=reason)
    if not started(draw):
        _drop_approval(draw, reason, by)
    return len(rows)


def _drop_approval(draw: Draw, reason: str, by: User) -> None:
    """The form names the draw in words; without the link a corrected draw can have a form of its own."""
    approval = VisitApproval.objects.select_for_update().filter(draw=draw).first()
    if approval is not None:
        move(approval, ApprovalStatus.CANCELLED, by=by, action="approval.cancel", reason=reason, draw=None)
