"""记录作废: the sealed record of a visit to the wrong firm goes by two people, one of them 分管局领导 (architecture).

Nothing is deleted: the record stays to be read with its reason. The right firm gets a new visit that keeps the
day by which it had to be checked, the approval and the team.
"""

from django.db import transaction

from inspections import signals
from inspections.models import Inspection, RecordVoid, Rectification, Visit, VisitOfficer
from inspections.services import numbers, officers, tasks
from inspections.services.moves import move, stamp
from inspections.services.seals import SEALED
from inspections.services.standing import on_team
from inspections.services.visits import locked
from inspections.status import RecordStatus, VisitStatus, VoidStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.services import record

VOIDABLE = [*SEALED, RecordStatus.RETURNED]
# What the new visit takes over from the voided one: everything that was known before anybody set out.
KEPT = (
    "kind",
    "entity",
    "drawn",
    "task",
    "approval",
    "unit",
    "reason",
    "name",
    "code",
    "address",
    "town",
    "nth_of_year",
    "yearly_cap",
    "cap_extra",
    "cap_note",
    "method",
    "due_on",
)


def may_ask(visit: Visit, user: User) -> bool:
    """Whoever sees the handed-in visit and may ask; one application at a time."""
    if visit.submitted_at is None or visit.status not in [VisitStatus.SUBMITTED, VisitStatus.ONSITE]:
        return False
    if not user.has_perm("inspections.void_record") or visit.voids.filter(status=VoidStatus.PENDING).exists():
        return False
    return Visit.objects.visible_to(user).filter(pk=visit.pk).exists()


@transaction.atomic
def ask(*, visit: Visit, found: str, reason: str, by: User) -> RecordVoid:
    """Say which firm was really visited, and why the record cannot stand."""
    demand(by, "inspections.void_record", "检查人员、单位负责人和双随机办")
    visit = locked(visit)
    _refuse_not_sealed(visit)
    if not found.strip() or not reason.strip():
        raise DomainError("请写明实际到达的是哪一户，以及作废的理由。")
    if visit.voids.filter(status=VoidStatus.PENDING).exists():
        raise AlreadyDone("这次检查已有一件作废申请待决定。")
    if not may_ask(visit, by):
        raise NotPermitted("您看不到这次检查，不能申请作废。")
    signals.visit_voiding.send(Visit, visit=visit)
    request = RecordVoid.objects.create(
        visit=visit, found=found.strip(), reason=reason.strip(), asked_at=now(), asked_by=by
    )
    record("visit.ask_void", target=visit, by=by, reason=request.reason, detail={"found": request.found})
    return request


def _refuse_not_sealed(visit: Visit) -> None:
    """Handed in at least once; before that, or once voided, there is nothing to void."""
    if visit.submitted_at is None or visit.status not in [VisitStatus.SUBMITTED, VisitStatus.ONSITE]:
        raise DomainError(f"这次检查的状态是“{visit.get_status_display()}”，没有已封存的记录可以作废。")


@transaction.atomic
def approve(*, request: RecordVoid, by: User) -> Visit:
    """Void every record of the visit and open the new one, which is returned."""
    visit, request = _decide(request, VoidStatus.APPROVED, by, "")
    _refuse_not_sealed(visit)
    # Locked before anybody is asked: an approval under way has published by then, or comes too late.
    records = list(visit.inspections.select_for_update().filter(status__in=VOIDABLE).order_by("pk"))
    signals.visit_voiding.send(Visit, visit=visit)
    for inspection in records:
        move(inspection, RecordStatus.VOIDED, by=by, action="record.void", reason=request.reason)
    drawn, visit.drawn = visit.drawn, None
    move(visit, VisitStatus.VOIDED, by=by, action="visit.void", reason=request.reason, drawn=None)
    signals.visit_voided.send(Visit, visit=visit, by=by)
    visit.drawn = drawn
    return _again(visit, records, by)


def _again(visit: Visit, records: list[Inspection], by: User) -> Visit:
    """The right firm once more: same day, approval and team; nothing of what was written at the wrong one."""
    kept = {name: getattr(visit, name) for name in KEPT}
    made = Visit.objects.create(
        number=numbers.visit_number(visit.due_on.year), status=VisitStatus.READY, replaces=visit, **kept
    )
    visit.drawn = None
    VisitOfficer.objects.bulk_create(
        officers.place(made, place.inspector, leads=place.leads, certificate=place.certificate)
        for place in visit.officers.select_related("inspector__unit").order_by("pk")
    )
    record("visit.replace", target=made, by=by, detail={"for": visit.number, "due_on": made.due_on.isoformat()})
    for inspection in records:
        record("record.open", target=Inspection.objects.create(visit=made, version=inspection.version), by=by)
    _look_again(visit, made, by)
    if made.task:
        tasks.reopen(task=made.task, by=by)
    return made


def _look_again(visit: Visit, made: Visit, by: User) -> None:
    """The voided visit was a re-inspection: its order waits for the new one."""
    for order in Rectification.objects.select_for_update().filter(recheck=visit):
        order.recheck = made
        order.save(update_fields=["recheck"])
        record("rectification.recheck", target=order, by=by, detail={"visit": made.number})


@transaction.atomic
def decline(*, request: RecordVoid, decision: str, by: User) -> RecordVoid:
    """The record stands."""
    if not decision.strip():
        raise DomainError("请写明不同意作废的理由。")
    return _decide(request, VoidStatus.DECLINED, by, decision.strip())[1]


def _decide(request: RecordVoid, to: VoidStatus, by: User, decision: str) -> tuple[Visit, RecordVoid]:
    """Visit before application, as everywhere; decided by 分管局领导 who neither asked nor was on the team."""
    demand(by, "inspections.approve_void", "分管局领导")
    visit = locked(request.visit)
    request = RecordVoid.objects.select_for_update().get(pk=request.pk)
    if request.status != VoidStatus.PENDING:
        raise AlreadyDone("此件已被他人处理，作废申请已经决定。")
    if request.asked_by_id == by.pk:
        raise SameHands("作废须由两人办理，不能由申请人本人决定。")
    if on_team(visit, by):
        raise SameHands("您是这次检查的检查人员，不得决定本组记录的作废。请由他人办理。")
    for field, value in {"status": to, "decision": decision, **stamp("decided", by)}.items():
        setattr(request, field, value)
    request.save(update_fields=["status", "decision", "decided_at", "decided_by"])
    record("visit.decide_void", target=visit, by=by, detail={"decision": to}, reason=decision)
    return visit, request


def waiting_for(user: User) -> list[RecordVoid]:
    """Applications this person may decide, oldest first."""
    if not user.has_perm("inspections.approve_void"):
        return []
    rows = RecordVoid.objects.filter(status=VoidStatus.PENDING).exclude(asked_by=user)
    others = rows.exclude(visit__officers__inspector__user=user)
    return list(others.select_related("visit__unit", "asked_by").order_by("asked_at", "pk"))
