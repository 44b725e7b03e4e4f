"""出勤日历: who is where on which day of a month, as far as the reader may know it (ux.md A13)."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from inspections.models import Visit
from inspections.services import planning
from inspections.status import CALLED_OFF
from registry.models import Absence, Inspector
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.units import headed_units
from yangcheng_inspect.workdays import calendar as workdays


@dataclass
class Day:
    """One field of the month: visits with what stands against them, and who is away."""

    on: date
    inside: bool
    works: bool
    visits: list[tuple[Visit, list[str]]] = field(default_factory=list)
    away: list[Absence] = field(default_factory=list)


def month(user: User, first: date, *, unit: str = "") -> list[list[Day]]:
    """Whole weeks from Monday that cover the month of `first`."""
    special = workdays.load().special
    weeks = [
        [Day(on, on.month == first.month, workdays.is_workday(on, special)) for on in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    days = {day.on: day for week in weeks for day in week}
    _put_visits(days, _visits(user, min(days), max(days), unit))
    _put_absences(days, _absences(user, min(days), max(days), unit))
    return weeks


def _visits(user: User, first: date, last: date, unit: str) -> list[Visit]:
    """On the planned day; once over, on the day it ended."""
    over = Q(ended_on__range=(first, last))
    planned = Q(ended_on__isnull=True, planned_on__range=(first, last))
    rows = Visit.objects.visible_to(user).exclude(status__in=CALLED_OFF).filter(over | planned)
    if unit:
        rows = rows.filter(Q(unit__code=unit) | Q(officers__inspector__unit__code=unit)).distinct()
    return list(rows.for_page().order_by("planned_on", "pk"))


def _put_visits(days: dict[date, Day], visits: Iterable[Visit]) -> None:
    busy: defaultdict[tuple[date, int], list[int]] = defaultdict(list)
    placed = [(visit, visit.ended_on or visit.planned_on) for visit in visits]
    for visit, on in placed:
        for officer in visit.officers.all():
            if on and not visit.joins_id:
                busy[on, officer.inspector_id].append(visit.pk)
    for visit, on in placed:
        if on is not None:
            days[on].visits.append((visit, [*planning.warnings(visit), *_twice(visit, on, busy)]))


def _twice(visit: Visit, on: date, busy: dict[tuple[date, int], list[int]]) -> Iterator[str]:
    """The same officer at two firms on one day: possible, but somebody should look."""
    if visit.ended_on:
        return
    for officer in visit.officers.all():
        others = len(busy[on, officer.inspector_id])
        if others > 1:
            yield f"{officer.inspector.name}当天有 {others} 次检查。"


def _absences(user: User, first: date, last: date, unit: str) -> list[Absence]:
    """Of the people this reader plans for; an officer sees his own."""
    rows = planning.absences(first, last)
    if unit:
        rows = [row for row in rows if row.inspector.unit.code == unit]
    if user.has_perm("registry.view_registry"):
        return rows
    units = headed_units(user)
    return [row for row in rows if row.inspector.unit.code in units or row.inspector.user_id == user.pk]


def _put_absences(days: dict[date, Day], rows: Iterable[Absence]) -> None:
    for row in rows:
        on = max(row.from_day, min(days))
        while on <= min(row.to_day, max(days)):
            days[on].away.append(row)
            on += timedelta(days=1)


def units_of(user: User) -> list[tuple[str, str]]:
    """Code and name of the units to choose from; one unit is no choice."""
    if not user.has_perm("inspections.view_all"):
        return []
    rows = Inspector.objects.working().order_by("unit__code").values_list("unit__code", "unit__name")
    return list(dict.fromkeys(rows))
