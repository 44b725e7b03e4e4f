"""What a query finds: how many, how many of each kind, and one page of them. Bounded work however much there is.

Words are first asked for at most `MOST` results. If there are no more, everything else is done with those in hand.
If there are more, the newest are listed, nothing is counted, and the page asks to narrow down (ux.md W1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from publicity.public_site import tally
from publicity.public_site.models import PublicResult
from publicity.public_site.models.result import PublicResultQuerySet
from publicity.public_site.tally import RECENT, Cell, Tally

MOST = 1000
"""Results of one query that are counted and can be paged through and downloaded."""
MOST_OF_MANY = 200
"""Results listed of a query that finds more."""
SORTS = {"published": "published_on", "ended": "ended_on"}
Asked = dict[str, Any]
"""`{"q": str, "result": [str], "item": [str], "town": [str], "year": [int or "recent"], "sort": str}`."""


class Window:
    """The results of one query in order, for a paginator: `many` are more than `MOST`."""

    def __init__(self, rows: PublicResultQuerySet, total: int, listed: int, keys: list[int] | None = None) -> None:
        self.rows, self.total, self.listed, self.keys = rows, total, listed, keys

    @property
    def many(self) -> bool:
        return self.total > self.listed

    def count(self) -> int:
        """How many can be paged through."""
        return min(self.total, self.listed)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> Sequence[PublicResult]:
        wanted = slice(part.start, min(part.stop, self.listed))
        if self.keys is None:
            return list(self.rows[wanted])
        keys = self.keys[wanted]
        found = PublicResult.objects.in_bulk(keys)
        return [found[key] for key in keys if key in found]


@dataclass(frozen=True)
class Finding:
    """`tally` counts what the words find, before any tick; where `counted` is false it only says what there is."""

    window: Window
    tally: Tally
    counted: bool
    exact: bool
    """Whether `window.total` is the number found; otherwise there are more than `MOST`."""


def find(asked: Asked, on: date) -> Finding:
    """The results of a query."""
    whole = tally.whole(on)
    by = SORTS[asked["sort"]]
    if not asked["q"].strip():
        passed = (number for cell, number in whole.cells.items() if passes(cell, asked))
        total = sum(passed) if _narrowed(asked) else whole.total
        rows = ticked(PublicResult.objects.listed(), asked, whole, on).newest_first(by)
        return Finding(Window(rows, total, MOST), whole, counted=True, exact=True)
    words = PublicResult.objects.listed().matching(asked["q"])
    in_hand = _fetched(words, on, by)
    if len(in_hand) <= MOST:
        return _of_few(in_hand, asked, whole, counted=True)
    rows = ticked(words, asked, whole, on)
    in_hand = _fetched(rows, on, by) if _narrowed(asked) else in_hand
    if len(in_hand) <= MOST:
        return _of_few(in_hand, asked, whole, counted=False)
    return Finding(Window(rows.newest_first(by), MOST + 1, MOST_OF_MANY), whole, counted=False, exact=False)


def passes(cell: Cell, asked: Asked, *, but: str = "") -> bool:
    """Whether every group with a tick lets a cell through; `but` names a group that is not asked."""
    return (
        (but == "result" or not asked["result"] or cell.result in asked["result"])
        and (but == "item" or not asked["item"] or cell.item in asked["item"])
        and (but == "town" or not asked["town"] or cell.town in asked["town"])
        and (but == "year" or not asked["year"] or _in_time(cell, asked["year"]))
    )


def ticked(rows: PublicResultQuerySet, asked: Asked, whole: Tally, on: date) -> PublicResultQuerySet:
    """The same as a condition of the database."""
    columns = {"result": "result_code__in", "item": "item_code__in", "town": "town__in"}
    chosen: dict[str, Any] = {column: asked[name] for name, column in columns.items() if asked[name]}
    times = Q()
    for year in asked["year"]:
        times |= Q(ended_on__gte=tally.recent_from(on)) if year == RECENT else _year(year)
    spans = [whole.spans[year] for year in asked["year"] if year in whole.spans]
    if spans:
        first, last = zip(*spans, strict=True)
        chosen["published_on__range"] = (min(first), max(last))
    return rows.filter(times, **chosen)


def _in_time(cell: Cell, years: Sequence[int | str]) -> bool:
    return cell.year in years or (cell.recent and RECENT in years)


def _year(year: int) -> Q:
    """As a range, which an index can find."""
    return Q(ended_on__range=(date(year, 1, 1), date(year, 12, 31)))


def _narrowed(asked: Asked) -> bool:
    return any(asked[name] for name in ("result", "item", "town", "year"))


def _fetched(rows: PublicResultQuerySet, on: date, by: str) -> list[tuple[Any, ...]]:
    """At most one more than `MOST`: (key, day, publication, then the parts of a `Cell`), in no order."""
    return list(rows.order_by().values_list("pk", by, "publication_id", *tally.columns(on))[: MOST + 1])


def _of_few(in_hand: list[tuple[Any, ...]], asked: Asked, whole: Tally, *, counted: bool) -> Finding:
    """Everything from the rows in hand."""
    found = [(*row[:3], Cell(*row[3:])) for row in in_hand]
    passed = sorted((row for row in found if passes(row[3], asked)), key=lambda row: row[1:3], reverse=True)
    window = Window(PublicResult.objects.none(), len(passed), MOST, [row[0] for row in passed])
    shown = tally.of((row[3] for row in found), whole.labels) if counted else whole
    return Finding(window, shown, counted=counted, exact=True)
