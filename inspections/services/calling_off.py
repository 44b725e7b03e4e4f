"""Visits that a void or a corrected number takes back, before anybody has set out."""

from django.db.models import Q

from inspections.models import Draw, DrawSession, Interruption, Visit, VisitApproval
from inspections.services import merging
from inspections.services.moves import move, stamp
from inspections.status import (
    CALLED_OFF,
    ApprovalStatus,
    DrawStatus,
    ExcuseStatus,
    RecordStatus,
    SessionStatus,
    VisitStatus,
)
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

WAITING = [VisitStatus.PENDING, VisitStatus.READY]
STARTED = [VisitStatus.ONSITE, VisitStatus.SUBMITTED]


def started(draw: Draw) -> bool:
    """Whether a visit of this draw has begun: what was found there stands, whatever becomes of the draw."""
    return draw.drawn.filter(_begun()).exists()


def _begun() -> Q:
    """On site or handed in; or waiting again, after the team left or a record of the wrong firm was voided."""
    once = Q(visit__in=Interruption.objects.order_by().values("visit")) | Q(visit__replaces__isnull=False)
    return Q(visit__status__in=STARTED) | once


def require_nobody_on_site(draw: Draw) -> None:
    for drawn in draw.drawn.filter(visit__status=VisitStatus.ONSITE).select_related("pooled")[:1]:
        raise DomainError(f"“{drawn.pooled.name}”正在检查，请办完提交后再办理。")


def refuse_supplemented(draw: Draw) -> None:
    """What hangs below a draw goes first: its supplementary draw, or the sitting arranged for one."""
    going = [SessionStatus.OPEN, SessionStatus.PROPOSED, SessionStatus.FROZEN]
    below = Draw.objects.filter(supplement_to=draw).exclude(status=DrawStatus.VOID).first()
    if below is not None:
        raise DomainError(f"这次抽取已有补充抽取 {below.number}。请先作废补充抽取。")
    if DrawSession.objects.filter(supplement_to=draw, status__in=going).exists():
        raise DomainError("这次抽取已安排补充抽取。请先取消补充抽取的场次。")


def call_off(draw: Draw, *, reason: str, by: User) -> int:
    """Cancel the visits that have not begun, with their records and forms; how many they were.

    Forms are locked before visits, as everybody who approves one does.
    """
    waiting = draw.drawn.filter(visit__status__in=WAITING).exclude(_begun())
    forms = VisitApproval.objects.filter(visits__drawn__in=waiting.values("pk")).values("pk")
    locked = list(VisitApproval.objects.select_for_update().filter(pk__in=forms).order_by("pk"))
    rows = list(waiting.select_related("visit").select_for_update(of=("visit",)))
    for drawn in rows:
        cancel(drawn.visit, reason=reason, by=by)
    for approval in locked:
        _drop_empty(approval, reason, by)
    return len(rows)


def cancel(visit: Visit, *, reason: str, by: User) -> None:
    """One visit that has not begun, with its records."""
    for inspection in visit.inspections.select_for_update():
        move(inspection, RecordStatus.CANCELLED, by=by, action="record.cancel", reason=reason)
    move(visit, VisitStatus.CANCELLED, by=by, action="visit.cancel", reason=reason)
    merging.part(visit, by, reason)


def _drop_empty(approval: VisitApproval, reason: str, by: User) -> None:
    """A form without a visit left. It names the draw in words; without the link a corrected draw has its own form."""
    if not approval.visits.exclude(status__in=CALLED_OFF).exists():
        move(approval, ApprovalStatus.CANCELLED, by=by, action="approval.cancel", reason=reason, draw=None)


def take_over(*, draw: Draw, by: User) -> None:
    """After a supplementary draw: visits of the first draw that get their team from this one are called off."""
    first = draw.supplement_to
    assert first is not None, "called for a supplementary draw"
    reason = f"检查组由补充抽取 {draw.number} 重新产生"
    seated = draw.drawn.filter(team__isnull=False).values("pooled__code")
    visits = Visit.objects.filter(drawn__draw=first, code__in=seated, status__in=WAITING)
    forms = VisitApproval.objects.filter(pk__in=visits.values("approval"))
    locked = list(forms.select_for_update().order_by("pk"))
    for visit in visits:
        _answer(visit, draw.session, reason)
        cancel(visit, reason=reason, by=by)
    for approval in locked:
        _drop_empty(approval, reason, by)


def _answer(visit: Visit, session: DrawSession, reason: str) -> None:
    """The applications that had no other way out; decided by a hand of the sitting that is not the applicant's."""
    for excuse in visit.excuses.select_for_update().filter(status=ExcuseStatus.PENDING):
        hands = (session.frozen_by, session.proposed_by)
        decider = next(hand for hand in hands if hand is not None and hand.pk != excuse.asked_by_id)
        for field, value in {"status": ExcuseStatus.APPROVED, "decision": reason, **stamp("decided", decider)}.items():
            setattr(excuse, field, value)
        excuse.save(update_fields=["status", "decision", "decided_at", "decided_by"])
    record("visit.settle_excuse", target=visit, by=None, reason=reason)
