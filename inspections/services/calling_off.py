"""Visits that a void or a corrected number takes back, before anybody has set out."""

from inspections.models import Draw, DrawSession, Visit, VisitApproval
from inspections.services.moves import move, stamp
from inspections.status import ApprovalStatus, ExcuseStatus, RecordStatus, VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

WAITING = [VisitStatus.PENDING, VisitStatus.READY]
STARTED = [VisitStatus.ONSITE, VisitStatus.SUBMITTED]


def started(draw: Draw) -> bool:
    """Whether a visit of this draw has begun: what was found there stands, whatever becomes of the draw."""
    return draw.drawn.filter(visit__status__in=STARTED).exists()


def require_nobody_on_site(draw: Draw) -> None:
    for drawn in draw.drawn.filter(visit__status=VisitStatus.ONSITE).select_related("pooled")[:1]:
        raise DomainError(f"“{drawn.pooled.name}”正在检查，请办完提交后再办理。")


def call_off(draw: Draw, *, reason: str, by: User) -> int:
    """Cancel the visits that have not begun, with their records and approval form; how many they were."""
    rows = list(draw.drawn.filter(visit__status__in=WAITING).select_related("visit").select_for_update(of=("visit",)))
    for drawn in rows:
        cancel(drawn.visit, reason=reason, by=by)
    if not started(draw):
        _drop_approval(draw, reason, by)
    return len(rows)


def cancel(visit: Visit, *, reason: str, by: User) -> None:
    """One visit that has not begun, with its records."""
    for inspection in visit.inspections.select_for_update():
        move(inspection, RecordStatus.CANCELLED, by=by, action="record.cancel", reason=reason)
    move(visit, VisitStatus.CANCELLED, by=by, action="visit.cancel", reason=reason)


def _drop_approval(draw: Draw, reason: str, by: User) -> None:
    """The form names the draw in words; without the link a corrected draw can have a form of its own."""
    approval = VisitApproval.objects.select_for_update().filter(draw=draw).first()
    if approval is not None:
        move(approval, ApprovalStatus.CANCELLED, by=by, action="approval.cancel", reason=reason, draw=None)


def take_over(*, draw: Draw, by: User) -> None:
    """After a supplementary draw: visits of the first draw that get their team from this one are called off."""
    first = draw.supplement_to
    assert first is not None, "called for a supplementary draw"
    reason = f"检查组由补充抽取 {draw.number} 重新产生"
    seated = draw.drawn.filter(team__isnull=False).values("pooled__code")
    for visit in Visit.objects.filter(drawn__draw=first, code__in=seated, status__in=WAITING):
        _answer(visit, draw.session, reason)
        cancel(visit, reason=reason, by=by)


def _answer(visit: Visit, session: DrawSession, reason: str) -> None:
    """The applications that had no other way out; decided by a hand of the sitting that is not the applicant's."""
    for excuse in visit.excuses.select_for_update().filter(status=ExcuseStatus.PENDING):
        hands = (session.frozen_by, session.proposed_by)
        decider = next(hand for hand in hands if hand is not None and hand.pk != excuse.asked_by_id)
        for field, value in {"status": ExcuseStatus.APPROVED, "decision": reason, **stamp("decided", decider)}.items():
            setattr(excuse, field, value)
        excuse.save(update_fields=["status", "decision", "decided_at", "decided_by"])
    record("visit.settle_excuse", target=visit, by=None, reason=reason)
