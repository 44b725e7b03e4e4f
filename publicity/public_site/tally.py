"""How many results there are of each kind, counted once for the whole site and kept until something changes.

Counting a million rows takes about a second, so a process does it anew only when a row was written since, and while
many are written no more than once a minute.
"""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Count, F, Max, Value, When
from django.db.models.functions import ExtractYear

from publicity.public_site.models import PublicResult

RECENT = "recent"
RECENT_MONTHS = 3
QUICK = 0.2  # seconds: what is counted faster is always counted anew
KEPT = 60.0  # seconds


class Cell(NamedTuple):
    """What results have in common that one cell counts."""

    result: str
    item: str
    town: str
    year: int
    recent: bool


@dataclass(frozen=True)
class Tally:
    """Results by cell; `labels` are the words of result and item codes."""

    cells: dict[Cell, int]
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.cells.values())


@dataclass(frozen=True)
class _Kept:
    tally: Tally
    stamp: datetime | None
    on: date
    made: float
    took: float

    def serves(self, stamp: datetime | None, on: date) -> bool:
        if self.on != on:
            return False
        same = self.stamp == stamp
        return same or (self.took > QUICK and time.monotonic() - self.made < KEPT)


_lock = threading.Lock()
_kept: _Kept | None = None


def whole(on: date) -> Tally:
    """Every result shown on the site."""
    global _kept
    stamp = updated_at()
    with _lock:
        if _kept is None or not _kept.serves(stamp, on):
            began = time.monotonic()
            tally = counted(on)
            _kept = _Kept(tally, stamp, on, time.monotonic(), time.monotonic() - began)
        return _kept.tally


def updated_at() -> datetime | None:
    """When a result was written last; None while there are none. One look into an index."""
    found: datetime | None = PublicResult.objects.aggregate(last=Max("changed_at"))["last"]
    return found


def counted(on: date) -> Tally:
    """The same, asked of the database."""
    rows = PublicResult.objects.listed().order_by().values_list(*columns(on))
    found = rows.annotate(found=Count("pk"), title=Max("item_title"), word=Max("result_word"))
    cells: dict[Cell, int] = {}
    labels: dict[str, str] = {}
    for *cell, number, title, word in found:
        key = Cell(*cell)
        cells[key] = cells.get(key, 0) + number
        labels |= {key.item: title, key.result: word}
    return Tally(cells, labels)


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
