"""复查: two officers look again and both sign; 所队长 closes; what is overdue marks the firm (方案三(二)1、3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from inspections import signals
from inspections.choices import VisitKind
from inspections.follow_up_status import RectificationStatus
from inspections.models import RecheckSignature, Rectification, Visit, VisitOfficer
from inspections.services import visits
from inspections.services.moves import move, stamp
from inspections.services.rectifications import UNDER_WAY, locked, require_decider, require_hand
from inspections.status import CALLED_OFF, VisitStatus
from registry.models import EntityFlag, Inspector
from registry.services import entity_flags
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.services import record

OFFICERS = 2
KIND = EntityFlag.Kind.OVERDUE
UNMET = [RectificationStatus.OPEN, RectificationStatus.UNFIXED, RectificationStatus.FILED]


@dataclass(frozen=True)
class Call:
    """Who goes to look again, the leading officer first, and by when."""

    officers: Sequence[Inspector]
    due_on: date


@transaction.atomic
def order(*, rectification: Rectification, call: Call, by: User) -> Visit:
    """安排复查: an ordinary visit of two officers with its approval, tied to the order it looks after."""
    rectification = locked(rectification)
    require_hand(rectification, by)
    if rectification.status not in UNDER_WAY:
        raise DomainError(f"当前状态是“{rectification.get_status_display()}”，不能再安排复查。")
    if rectification.recheck is not None and rectification.recheck.status not in CALLED_OFF:
        raise AlreadyDone(f"已经安排复查（{rectification.recheck.number}）。")
    inspection = rectification.inspection
    form = visits.Order(
        entity=inspection.visit.entity,
        kind=VisitKind.RECHECK,
        items=[inspection.version.item],
        officers=call.officers,
        reason=f"复查责令改正通知书 {rectification.number}（原检查 {inspection.visit.number}）",
        why_on_site="须现场核对改正情况。",
        due_on=call.due_on,
    )
    rectification.recheck = visits.order(form=form, by=by)
    rectification.save(update_fields=["recheck"])
    record("rectification.recheck", target=rectification, by=by, detail={"visit": rectification.recheck.number})
    return rectification.recheck


@transaction.atomic
def judge(*, rectification: Rectification, outcome: str, note: str, by: User) -> Rectification:
    """One officer writes down what was found and signs; the other signs after him."""
    rectification = locked(rectification)
    place = _place(rectification, by)
    if outcome not in Rectification.Outcome.values or not note.strip():
        raise DomainError("请写明复查情况，并选择已改正或未改正。")
    on = _looked_on(rectification)
    said: dict[str, Any] = {"outcome": outcome, "outcome_note": note.strip(), "rechecked_on": on}
    move(rectification, RectificationStatus.SIGNING, by=by, action="rectification.judge", **said)
    _sign(rectification, place)
    return rectification


def _looked_on(rectification: Rectification) -> date:
    """The day of the visit; in writing, today, and only on what the business handed in."""
    if rectification.recheck is not None:
        if rectification.recheck.status != VisitStatus.SUBMITTED:
            raise DomainError("复查还没有做完，请先完成并提交复查的检查记录。")
        assert rectification.recheck.ended_on is not None, "set when a visit is submitted"
        return rectification.recheck.ended_on
    if not rectification.proofs.exists():
        raise DomainError("没有企业的整改材料，不能书面复查。请安排现场复查。")
    return today()


@transaction.atomic
def countersign(*, rectification: Rectification, by: User) -> Rectification:
    """检查人员不得少于两人 (方案四(三)): the second officer, with his own login."""
    rectification = locked(rectification)
    place = _place(rectification, by)
    if rectification.status != RectificationStatus.SIGNING:
        raise DomainError(f"当前状态是“{rectification.get_status_display()}”，现在不需要签名。")
    if rectification.signatures.filter(officer=place, standing=True).exists():
        raise AlreadyDone("您已经签名，须由另一名复查人员签名。")
    _sign(rectification, place)
    if rectification.signatures.filter(standing=True).count() < OFFICERS:
        record("rectification.sign", target=rectification, by=by)
        return rectification
    return move(rectification, RectificationStatus.JUDGED, by=by, action="rectification.sign")


@transaction.atomic
def send_back(*, rectification: Rectification, reason: str, by: User) -> Rectification:
    """所队长 does not agree: the officers look again; the names under the old conclusion are kept."""
    rectification = locked(rectification)
    require_decider(rectification, by)
    if not reason.strip():
        raise DomainError("请写明退回的理由。")
    rectification.signatures.update(standing=False)
    cleared: dict[str, Any] = {"outcome": "", "outcome_note": "", "rechecked_on": None}
    act = "rectification.send_back"
    return move(rectification, RectificationStatus.PROVED, by=by, action=act, reason=reason, **cleared)


@transaction.atomic
def close(*, rectification: Rectification, by: User) -> Rectification:
    """所队长 approves the conclusion: it is final, and the published entry says so."""
    rectification = locked(rectification)
    require_decider(rectification, by)
    fixed = rectification.outcome == Rectification.Outcome.FIXED
    to = RectificationStatus.FIXED if fixed else RectificationStatus.UNFIXED
    move(rectification, to, by=by, action="rectification.close", **stamp("closed", by))
    if fixed:
        unmark(rectification, f"复查已改正，责令改正通知书 {rectification.number}")
    else:
        _mark(rectification)
    signals.follow_up_changed.send(Rectification, inspection=rectification.inspection, by=by)
    return rectification


def mark_overdue() -> int:
    """The day after the term, without any proof: the firm is marked, the order is the evidence. Returns how many."""
    return sum(_marked(pk) for pk in Rectification.objects.overdue(today()).values_list("pk", flat=True))


@transaction.atomic
def _marked(pk: int) -> bool:
    rectification = Rectification.objects.select_for_update().get(pk=pk)
    return rectification.status == RectificationStatus.OPEN and _mark(rectification)


def _mark(rectification: Rectification) -> bool:
    """One mark per firm; a second order overdue at the same firm finds it standing."""
    entity = rectification.inspection.visit.entity
    if entity.flags.filter(kind=KIND, ended_on__isnull=True).exists():
        return False
    due = rectification.due_on
    reason = f"应于 {due.year}年{due.month}月{due.day}日 前改正，到期未改正"
    entity_flags.add(
        entity=entity,
        kind=KIND,
        reason=reason,
        evidence=f"责令改正通知书 {rectification.number}",
        started_on=today(),
        by=None,
    )
    return True


def unmark(rectification: Rectification, reason: str) -> None:
    """Put right at last, or ordered at the wrong firm, and nothing else of the firm is overdue."""
    entity = rectification.inspection.visit.entity
    others = Rectification.objects.filter(inspection__visit__entity=entity).exclude(pk=rectification.pk)
    if others.filter(status__in=UNMET, due_on__lt=today()).exists():
        return
    for flag in entity.flags.filter(kind=KIND, ended_on__isnull=True):
        entity_flags.lift(flag=flag, reason=reason, ended_on=today(), by=None)


def _place(rectification: Rectification, by: User) -> VisitOfficer:
    for place in rectification.team:
        if place.inspector.user_id == by.pk:
            return place
    raise NotPermitted("您不是复查人员，不能签署复查结论。")


def _sign(rectification: Rectification, place: VisitOfficer) -> None:
    RecheckSignature.objects.create(rectification=rectification, officer=place, signed_at=now())
