"""Working days: the arithmetic is pure, the table supplies the days that differ.

The day a period starts from is day 0 (方案五(一): 抽查结束之日起 5 个工作日, and the day of the event is not counted).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from yangcheng_inspect.workdays.models import CalendarYear, SpecialDay

DAY = timedelta(days=1)


def is_workday(day: date, special: Mapping[date, bool]) -> bool:
    """Monday to Friday, unless `special` says otherwise (`True` = works)."""
    return special.get(day, day.weekday() < 5)


def add_workdays(start: date, days: int, special: Mapping[date, bool]) -> date:
    """The `days`-th working day after `start`; `start` itself is day 0. `days` is not negative."""
    if days < 0:
        raise ValueError("days must not be negative")
    day = start
    while days:
        day += DAY
        days -= is_workday(day, special)
    return day


def workdays_left(start: date, end: date, special: Mapping[date, bool]) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -workdays_left(end, start, special)
    return sum(is_workday(start + DAY * n, special) for n in range(1, (end - start).days + 1))


@dataclass(frozen=True)
class Deadline:
    """`on` is the last day; `provisional` (暂定) when a year it runs through has no notice entered yet."""

    on: date
    provisional: bool


@dataclass(frozen=True)
class Calendar:
    """The table in memory: load it once for a list, ask it often."""

    special: Mapping[date, bool]
    years: frozenset[int]

    def deadline(self, start: date, days: int) -> Deadline:
        """The last day of a period of `days` working days; years nobody entered count by weekends alone."""
        on = add_workdays(start, days, self.special)
        first = min(start + DAY, on)
        touched = set(range(first.year, on.year + 1))
        return Deadline(on, not touched <= self.years)

    def workdays_between(self, start: date, end: date) -> int:
        """`workdays_left` with the days of the table."""
        return workdays_left(start, end, self.special)


def load() -> Calendar:
    """The calendar as entered: two queries."""
    return Calendar(SpecialDay.objects.as_mapping(), frozenset(CalendarYear.objects.values_list("year", flat=True)))


def deadline(start: date, days: int) -> Deadline:
    """The last day of a period of `days` working days after `start`, and whether it is 暂定."""
    return load().deadline(start, days)


def workdays_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`, by the table."""
    return load().workdays_between(start, end)
