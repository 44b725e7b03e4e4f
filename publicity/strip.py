"""The ten days over the board: what is due on each, free days run together. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from yangcheng_inspect.workdays.calendar import is_workday, workdays_left
from yangcheng_inspect.workdays.meter import SOON

CELLS = 10
WEEK = "一二三四五六日"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cell:
    """`head` over `days`: 周三 over 4月1日, or 周末 over 4月11日至12日. `off`: nobody works, `note` says why."""

    head: str
    days: str
    count: int
    tone: str = ""  # red, amber, green, or empty when nothing is due
    off: bool = False
    today: bool = False
    note: str = ""


def strip(due: Mapping[date, int], today: date, special: Mapping[date, bool], names: Mapping[date, str]) -> list[Cell]:
    """Everything overdue in one cell, today, then the days that follow; `due` counts pending rows by last day."""
    late = sum(number for day, number in due.items() if day < today)
    cells = [Cell("此前", "已过时限", late, "red" if late else "")] if late else []
    day = today
    while len(cells) < CELLS:
        stretch = _stretch(day, special)
        if is_workday(day, special):
            cells.append(_working(day, due.get(day, 0), today, special))
        else:
            cells.append(_free(stretch, names, today))
        day = stretch[-1] + DAY
    return cells


def _stretch(day: date, special: Mapping[date, bool]) -> list[date]:
    """A working day alone, or every free day from this one on."""
    days = [day]
    while not is_workday(day, special) and not is_workday(days[-1] + DAY, special):
        days.append(days[-1] + DAY)
    return days


def _working(day: date, count: int, today: date, special: Mapping[date, bool]) -> Cell:
    left = workdays_left(today, day, special)
    tone = "red" if day == today else "amber" if left <= SOON else "green"
    head = "今天" if day == today else f"周{WEEK[day.weekday()]}"
    return Cell(head, _short(day), count, tone if count else "", today=day == today)


def _free(days: list[date], names: Mapping[date, str], today: date) -> Cell:
    first, last = days[0], days[-1]
    holiday = next((names[day] for day in days if day in names), "")
    head = "周末" if {day.weekday() for day in days} <= {5, 6} and len(days) > 1 else _span(first, last)
    shown = _short(first) if first == last else f"{_short(first)}至{_end(first, last)}"
    note = f"{holiday}放假" if holiday else "休息"
    return Cell("今天起" if today in days else head, shown, 0, off=True, today=today in days, note=note)


def _span(first: date, last: date) -> str:
    one = f"周{WEEK[first.weekday()]}"
    return one if first == last else f"{one}至周{WEEK[last.weekday()]}"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _end(first: date, last: date) -> str:
    return f"{last.day}日" if first.month == last.month else _short(last)
