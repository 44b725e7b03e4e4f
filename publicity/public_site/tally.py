"""How many results there are of each kind, counted once for the whole site and kept until something changes.

Counting a million rows takes about a second, so a process does it anew only when a row was written since, and while
many are written no more than once a minute.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from django.db.models import BooleanField, Case, Count, F, Max, Min, Value, When
from django.db.models.functions import ExtractYear

from publicity.public_site.models import PublicResult
from yangcheng_inspect.clock import now

RECENT = "recent"
RECENT_MONTHS = 3
T = TypeVar("T")
QUICK = 0.2  # seconds: what is counted faster is always counted anew
KEPT = 60.0  # seconds


class Cell(NamedTuple):
    """What results have in common that one cell counts."""

    result: str
    item: str
    town: str
    year: int
    recent: bool


VALUES: dict[str, Callable[[Cell], Sequence[Any]]] = {
    "result": lambda cell: (cell.result,),
    "item": lambda cell: (cell.item,),
    "town": lambda cell: (cell.town,),
    "year": lambda cell: (RECENT, cell.year) if cell.recent else (cell.year,),
}
"""The boxes of each group that a cell belongs to."""


@dataclass(frozen=True)
class Tally:
    """Results by cell; `labels` are the words of result and item codes.

    `spans` says of each time when its first and its last result was published: a list of 2019 need not begin today.
    """

    cells: dict[Cell, int]
    labels: dict[str, str] = field(default_factory=dict)
    spans: dict[int | str, tuple[date, date]] = field(default_factory=dict)

    @cached_property
    def total(self) -> int:
        return sum(self.cells.values())

    @cached_property
    def sums(self) -> dict[str, Counter[Any]]:
        """By group, how many results have each of its values."""
        sums: dict[str, Counter[Any]] = {name: Counter() for name in VALUES}
        for name, values in VALUES.items():
            for cell, number in self.cells.items():
                for value in values(cell):
                    sums[name][value] += number
        return sums


@dataclass(frozen=True)
class _Kept:
    value: Any
    stamp: datetime | None
    on: date
    made: float
    took: float

    def serves(self, stamp: datetime | None, on: date) -> bool:
        """Nothing was written since; or it takes long to count, and the last time is not a minute ago."""
        recent = self.took > QUICK and time.monotonic() - self.made < KEPT
        return self.on == on and (self.stamp == stamp or recent)


_lock = threading.Lock()
_kept: dict[str, _Kept] = {}


def kept(name: str, on: date, count: Callable[[date], T]) -> T:
    """What `count(on)` found, asked again only after something was written. One thread counts, the others wait."""
    stamp = updated_at()
    with _lock:
        before = _kept.get(name)
        if before is None or not before.serves(stamp, on):
            began = time.monotonic()
            value = count(on)
            before = _kept[name] = _Kept(value, stamp, on, time.monotonic(), time.monotonic() - began)
        return cast(T, before.value)


def whole(on: date) -> Tally:
    """Every result shown on the site."""
    return kept("tally", on, counted)


def updated_at() -> datetime | None:
    """When a result was written last; None while there are none. One look into an index."""
    found: datetime | None = PublicResult.objects.aggregate(last=Max("changed_at"))["last"]
    return found


def said(written: datetime | None) -> datetime | None:
    """The same for a reader: rows carry the database's clock, and no page says a later day than its own."""
    return min(written, now()) if written else None


def counted(on: date) -> Tally:
    """The same, asked of the database: from one index alone, since what came down has no result code either."""
    rows = PublicResult.objects.exclude(result_code="").order_by().values_list(*columns(on))
    found = rows.annotate(found=Count("*"), first=Min("published_on"), last=Max("published_on"))
    cells: dict[Cell, int] = {}
    spans: dict[int | str, tuple[date, date]] = {}
    for *cell, number, first, last in found:
        key = Cell(*cell)
        cells[key] = number
        for year in VALUES["year"](key):
            before = spans.get(year, (first, last))
            spans[year] = (min(before[0], first), max(before[1], last))
    return Tally(cells, _labels(cells), spans)


def _labels(cells: Iterable[Cell]) -> dict[str, str]:
    items = {code: _label(code, "item") for code in {cell.item for cell in cells}}
    return items | {code: _label(code, "result") for code in {cell.result for cell in cells}}


def _label(code: str, kind: str) -> str:
    """The word that the newest result of a code has for it."""
    column = {"item": ("item_code", "item_title"), "result": ("result_code", "result_word")}[kind]
    found = PublicResult.objects.filter(**{column[0]: code}).newest_first().values_list(column[1], flat=True)
    return found.first() or code


def of(cells: Iterable[Cell], labels: dict[str, str]) -> Tally:
    """A tally of rows that have been fetched."""
    counted: dict[Cell, int] = {}
    for cell in cells:
        counted[cell] = counted.get(cell, 0) + 1
    return Tally(counted, labels)


def columns(on: date) -> list[Any]:
    """The parts of a `Cell`, for `values_list`."""
    recent = Case(
        When(ended_on__gte=recent_from(on), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    return [*map(F, ("result_code", "item_code", "town")), ExtractYear("ended_on"), recent]


def recent_from(on: date) -> date:
    """The same day three months ago; 28 February stands for a day that month does not have."""
    month = on.month - RECENT_MONTHS
    year = on.year + (month - 1) // 12
    return date(year, (month - 1) % 12 + 1, min(on.day, 28))
