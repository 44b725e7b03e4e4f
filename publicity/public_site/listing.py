"""The list of results: what the query finds, how often each tick would, and which ticks are set."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, QueryDict

from publicity.public_site.models import PublicResult
from publicity.public_site.models.result import PublicResultQuerySet
from publicity.public_site.words import MEANINGS, RESULTS, Tag, result_tag

EXPLAINED = 5


@dataclass(frozen=True)
class Tick:
    """One box of a group; `without` is the query string that takes it away."""

    value: str
    label: str
    count: int
    checked: bool
    without: str


@dataclass(frozen=True)
class Facet:
    """One group of boxes."""

    name: str
    legend: str
    ticks: list[Tick]


def matching(asked: dict[str, Any]) -> PublicResultQuerySet:
    """Results in which the words occur, before any tick."""
    return PublicResult.objects.listed().matching(asked["q"])


def ticked(rows: PublicResultQuerySet, asked: dict[str, Any]) -> PublicResultQuerySet:
    """The rows that every group with a tick lets through, newest first."""
    columns = {"result": "result_code__in", "item": "item_code__in", "year": "ended_on__year__in"}
    chosen = {column: asked[name] for name, column in columns.items() if asked[name]}
    return rows.filter(**chosen).newest_first()


def facets(request: HttpRequest, rows: PublicResultQuerySet, asked: dict[str, Any]) -> list[Facet]:
    """The three groups, counted over what the words alone find: three queries."""
    counted = rows.order_by()
    results = counted.values_list("result_code", "result_word").annotate(found=Count("pk"))
    items = counted.values_list("item_code", "item_title").annotate(found=Count("pk"))
    years = counted.values_list("ended_on__year").annotate(found=Count("pk"))
    return [
        _facet(
            request, "result", "检查结果", [(code, result_tag(code, word).word, n) for code, word, n in results], asked
        ),
        _facet(request, "item", "检查事项", items, asked),
        _facet(request, "year", "检查时间", [(year, f"{year} 年", n) for year, n in years], asked, newest=True),
    ]


def legend(results: Facet) -> list[tuple[Tag, str]]:
    """The commonest results found, explained; of nothing found, those the site explains first."""
    found = [tick.value for tick in results.ticks if tick.value in MEANINGS] or list(MEANINGS)
    return [(RESULTS[code], MEANINGS[code]) for code in found[:EXPLAINED]]


def _facet(
    request: HttpRequest,
    name: str,
    legend: str,
    counted: Iterable[tuple[Any, str, int]],
    asked: dict[str, Any],
    *,
    newest: bool = False,
) -> Facet:
    """Years run backwards, the others by frequency; one box per value although its words may have changed."""
    merged: dict[Any, tuple[str, int]] = {}
    for value, label, found in counted:
        merged[value] = (label, merged.get(value, ("", 0))[1] + found)
    order = sorted(merged, reverse=True) if newest else sorted(merged, key=lambda value: (-merged[value][1], value))
    ticks = [
        Tick(str(value), *merged[value], value in asked[name], _without(request.GET, name, str(value)))
        for value in order
    ]
    return Facet(name, legend, ticks)


def _without(asked: QueryDict, name: str, value: str) -> str:
    rest = asked.copy()
    rest.setlist(name, [kept for kept in rest.getlist(name) if kept != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"
