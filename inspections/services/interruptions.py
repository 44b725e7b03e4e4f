"""现场情况: a pause, nobody there, a refusal (ux.md §3.3). What happened is written down at once, by who was there."""

from datetime import date

from django.db import transaction

from inspections import merged, site
from inspections.models import Interruption, Visit
from inspections.services import officers, visits
from inspections.services.moves import move
from inspections.services.visits import locked, own_place
from inspections.status import VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

Kind = Interruption.Kind
PAUSES = (Kind.AWAY, Kind.EMERGENCY, Kind.OTHER)
"""Those an officer declares and ends; a recusal ends with its decision."""


@transaction.atomic
def pause(*, visit: Visit, kind: str, note: str, by: User) -> Interruption:
    """Nothing is filled in, confirmed, signed or submitted until somebody of the team resumes."""
    if kind not in PAUSES:
        raise DomainError("请选择暂停的情况。")
    visit = _on_site(visit, by)
    return begin(visit, kind, note, by)


def begin(visit: Visit, kind: str, note: str, by: User) -> Interruption:
    """The open row of a pause; the caller has locked the visit."""
    visits.refuse_paused(visit)
    _require_note(note)
    found = Interruption.objects.create(visit=visit, kind=kind, note=note.strip(), began_at=now(), began_by=by)
    record("visit.pause", target=visit, by=by, detail={"kind": kind}, reason=note)
    return found


@transaction.atomic
def resume(*, visit: Visit, by: User) -> Visit:
    """Both are there again. A pause for recusal ends with the decision, not by hand."""
    visit = locked(visit)
    own_place(visit, by)
    paused = site.pause(visit)
    if paused is None:
        raise AlreadyDone("检查没有暂停。")
    if paused.kind == Kind.RECUSAL:
        raise DomainError("检查对象的回避申请还没有决定，决定后自动恢复。")
    end(visit, by)
    return visit


def end(visit: Visit, by: User) -> None:
    """Close the open row, if there is one; the caller has locked the visit."""
    paused = site.pause(visit)
    if paused is None:
        return
    paused.ended_at, paused.ended_by = now(), by
    paused.save(update_fields=["ended_at", "ended_by"])
    record("visit.resume", target=paused.visit, by=by, detail={"kind": paused.kind})


@transaction.atomic
def nobody(*, visit: Visit, note: str, witness: str, next_on: date, by: User) -> Interruption:
    """无法联系、关门: what was seen and who nearby said so; the team leaves and comes again on `next_on`."""
    visit = _on_site(visit, by)
    visits.refuse_paused(visit)
    _require_note(note)
    _refuse_day(visit, next_on)
    found = _closed(visit, Kind.NOBODY, note, by, witness=witness.strip(), next_on=next_on)
    detail = {"next_on": next_on.isoformat()}
    record("visit.nobody", target=visit, by=by, detail=detail, reason=note)
    _come_again(visit, next_on, by)
    return found


@transaction.atomic
def leave(*, visit: Visit, next_on: date, by: User) -> Visit:
    """Nothing more can be done today: the pause ends, the team goes, and checks in anew on `next_on`."""
    visit = _on_site(visit, by)
    if site.pause(visit) is None:
        raise DomainError("请先登记暂停的原因，再登记改日继续。")
    _refuse_day(visit, next_on)
    end(visit, by)
    return _come_again(visit, next_on, by)


@transaction.atomic
def refused(*, visit: Visit, note: str, warned: bool, by: User) -> Interruption:
    """拒绝检查: told what refusing means, then the team leaves; nobody forces a door for an inspection."""
    visit = _on_site(visit, by)
    visits.refuse_paused(visit)
    _require_note(note)
    if not warned:
        raise DomainError("请先向检查对象告知拒绝检查的后果，再登记离开。")
    found = _closed(visit, Kind.REFUSED, note, by, warned=True)
    record("visit.refused", target=visit, by=by, reason=note)
    return found


def _come_again(visit: Visit, next_on: date, by: User) -> Visit:
    """The whole party leaves, and every officer of it checks in anew."""
    for one in [visit, *merged.others(visit)]:
        if one.status == VisitStatus.ONSITE:
            one.officers.update(arrived_at=None)
            move(one, VisitStatus.READY, by=by, action="visit.come_again", planned_on=next_on)
    return visit


def _refuse_day(visit: Visit, next_on: date) -> None:
    party = merged.group(visit)
    last = min(one.due_on for one in party)
    if not today() < next_on <= last:
        day = f"{last.month}月{last.day}日"
        raise DomainError(f"再次上门须在今天以后、{day} 以前。期限不够的，请报双随机办。")
    for one in party:
        officers.refuse_away(one, next_on)


def _on_site(visit: Visit, by: User) -> Visit:
    visit = merged.lock(visit)
    own_place(visit, by)
    if visit.status != VisitStatus.ONSITE:
        raise DomainError(f"当前状态是“{visit.get_status_display()}”，不能登记现场情况。请先到场亮证。")
    return visit


def _require_note(note: str) -> None:
    if not note.strip():
        raise DomainError("请如实写明经过。")


def _closed(visit: Visit, kind: str, note: str, by: User, **more: object) -> Interruption:
    """A row that is over as soon as it is written."""
    at = now()
    return Interruption.objects.create(
        visit=visit, kind=kind, note=note.strip(), began_at=at, began_by=by, ended_at=at, ended_by=by, **more
    )
