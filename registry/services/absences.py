"""请假、出差、借调、培训 and 值班: who is not there on which days (decisions: an absent officer is not sent)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction

from registry.models import Absence, Inspector
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.units import headed_units
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.services import record

EVERYBODY = "registry.manage_registry"
OWN_UNIT = "registry.note_absence"
LONGEST_ROSTER = timedelta(days=366)


def demand_right(inspector: Inspector, by: User | None) -> None:
    """双随机办 for everybody, 单位负责人 for the people of the own unit."""
    if by is None or by.has_perm(EVERYBODY):
        return
    demand(by, OWN_UNIT, "双随机办或本单位负责人")
    if inspector.unit.code not in headed_units(by):
        raise NotPermitted(f"{inspector.name}不是您单位的人员。请由{inspector.unit.name}负责人或双随机办办理。")


@transaction.atomic
def note(
    *,
    inspector: Inspector,
    from_day: date,
    to_day: date,
    reason: str,
    by: User | None,
    kind: str = Absence.Kind.LEAVE,
) -> Absence:
    """First and last day away."""
    demand_right(inspector, by)
    inspector = locked(inspector)
    absence = Absence(
        inspector=inspector, kind=kind, from_day=from_day, to_day=to_day, reason=demand_reason(reason)[:100]
    )
    save(absence)
    detail = {"from": from_day.isoformat(), "to": to_day.isoformat(), "kind": absence.get_kind_display()}
    record("inspector.note_absence", target=inspector, by=by, detail=detail, reason=reason)
    return absence


@transaction.atomic
def end(*, absence: Absence, back_on: date, reason: str, by: User | None) -> Absence:
    """销假: back on `back_on`. On or before the first day the whole entry is cancelled."""
    demand_right(absence.inspector, by)
    inspector, absence = locked(absence.inspector), locked(absence)
    if absence.cancelled_on is not None or back_on > absence.to_day:
        raise AlreadyDone(f"“{absence}”在 {back_on:%Y-%m-%d} 前已经结束或取消，不用再办。")
    if back_on <= absence.from_day:
        absence.cancelled_on = back_on
    else:
        absence.to_day = back_on - timedelta(days=1)
    save(absence)
    detail = {"from": absence.from_day.isoformat(), "back_on": back_on.isoformat()}
    record("inspector.end_absence", target=inspector, by=by, detail=detail, reason=demand_reason(reason))
    return absence


@transaction.atomic
def enter_roster(*, duties: Iterable[tuple[Inspector, date]], replace: bool, by: User | None) -> dict[str, int]:
    """值班表: a row for every day of every person; days already there are left alone.

    `replace`: between the first and the last day of the list, duty days that are not in it are cancelled.
    Gives how many days were entered, already there and cancelled.
    A roster is a plan: no day before today, none more than a year ahead.
    """
    demand(by, EVERYBODY, "双随机办")
    wanted = sorted(set(duties), key=lambda duty: (duty[0].pk, duty[1]))
    if not wanted:
        raise DomainError("值班表里没有可以登记的行。请核对后重新预览。")
    days = [day for _, day in wanted]
    _refuse_strange(days)
    held = Absence.objects.standing().filter(kind=Absence.Kind.DUTY, from_day__range=(min(days), max(days)))
    there = set(held.values_list("inspector_id", "from_day"))
    stale = [duty for duty in held if (duty.inspector_id, duty.from_day) not in _keys(wanted)] if replace else []
    new = [(person, day) for person, day in wanted if (person.pk, day) not in there]
    for person, group in groupby(new, key=lambda duty: duty[0]):
        _enter(person, [day for _, day in group], by)
    for duty in stale:
        end(absence=duty, back_on=duty.from_day, reason="值班表已调整", by=by)
    return {"entered": len(new), "there": len(wanted) - len(new), "cancelled": len(stale)}


def _refuse_strange(days: list[date]) -> None:
    first, last = clock.today(), clock.today() + LONGEST_ROSTER
    for day in days:
        if not first <= day <= last:
            raise DomainError(f"值班日期 {day} 不在今天至 {last} 之间，没有登记。请核对后重新预览。")


def _keys(duties: Iterable[tuple[Inspector, date]]) -> set[Any]:
    return {(person.pk, day) for person, day in duties}


def _enter(inspector: Inspector, days: list[date], by: User | None) -> None:
    inspector = locked(inspector)
    for day in days:
        save(Absence(inspector=inspector, kind=Absence.Kind.DUTY, from_day=day, to_day=day, reason="值班"))
    record("inspector.note_duty", target=inspector, by=by, detail={"days": [day.isoformat() for day in days]})
