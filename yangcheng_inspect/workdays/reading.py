"""Reads the days of a holiday notice as people type or paste them. Pure.

One day or one range a line: `2027-01-01 放假 元旦`, `2027年2月5日至2027年2月11日 放假 春节`,
`2027-02-14,上班,春节调休上班`.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from yangcheng_inspect.errors import DomainError

SHIPPED = Path(__file__).parent / "data" / "special_days.csv"
DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
LINE = re.compile(rf"{DAY}(?:\s*(?:至|到|~|—+)\s*{DAY})?[\s,，]+(放假|上班)[\s,，]+(\S[^,，]*)")


@dataclass(frozen=True, order=True)
class Day:
    """One day that differs from Monday-to-Friday."""

    date: date
    works: bool
    name: str


def differs(day: date, works: bool) -> bool:
    """Whether the week itself would have said otherwise."""
    return works != (day.weekday() < 5)


def _dates(number: int, parts: tuple[str, ...]) -> list[date]:
    try:
        first = date(*map(int, parts[:3]))
        last = date(*map(int, parts[3:6])) if parts[3] else first
    except ValueError:
        raise DomainError(f"第 {number} 行的日期不存在，请核对。") from None
    if not timedelta() <= last - first <= timedelta(days=31):
        raise DomainError(f"第 {number} 行的起止日期颠倒或相隔过长，请核对。")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _line(number: int, text: str) -> Iterator[Day]:
    match = LINE.fullmatch(text.strip())
    if not match:
        raise DomainError(f"第 {number} 行认不出来：“{text.strip()}”。每行应为“2027-01-01 放假 元旦”的形式。")
    parts = match.groups(default="")
    works = parts[6] == "上班"
    for day in _dates(number, parts):
        if differs(day, works):
            yield Day(day, works, parts[7].strip())


def read_days(text: str) -> list[Day]:
    """The days that differ, in order. A weekend inside a free range is left out: it is free anyway.

    Raises DomainError naming the line that cannot be read, or the day that stands there twice.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    days = sorted(day for number, line in lines for day in _line(number, line))
    for one, other in pairwise(days):
        if one.date == other.date:
            raise DomainError(f"{one.date:%Y-%m-%d} 出现了两次，请只保留一行。")
    return days


def write_days(days: list[Day]) -> str:
    """The text from which `read_days` reads the same days."""
    return "\n".join(f"{day.date:%Y-%m-%d} {'上班' if day.works else '放假'} {day.name}" for day in days)


def shipped(path: Path = SHIPPED) -> dict[int, tuple[str, list[Day]]]:
    """`{year: (notice, days)}` of the State Council's notices that come with the system."""
    years: dict[int, tuple[str, list[Day]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            on = date.fromisoformat(row["日期"])
            years.setdefault(on.year, (row["依据"], []))[1].append(Day(on, row["安排"] == "上班", row["名称"]))
    return years
