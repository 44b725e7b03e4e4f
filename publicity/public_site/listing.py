"""The groups of ticks beside the list: what can be ticked, how many each would leave, and which ticks are set."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from publicity.public_site.finding import Asked, Finding, passes
from publicity.public_site.models import PublicResult
from publicity.public_site.models.result import GONE
from publicity.public_site.search import publication_number
from publicity.public_site.tally import RECENT, VALUES, Tally
from publicity.public_site.words import MEANINGS, RESULTS, Tag, result_tag

EXPLAINED = 5
ORDERS = {"published": "按公示日期", "ended": "按检查日期"}
FORMS = {"Excel": "xlsx", "CSV": "csv", "JSON": "json"}
GROUPS = {"result": "检查结果", "item": "检查事项", "town": "乡镇", "year": "检查时间"}


@dataclass(frozen=True)
class Tick:
    """One box of a group; `without` is the query string that takes it away; `count` is None where too many to count."""

    value: str
    label: str
    count: int | None
    checked: bool
    without: str


@dataclass(frozen=True)
class Facet:
    """One group of boxes."""

    name: str
    legend: str
    ticks: list[Tick]


def facets(query: QueryDict, finding: Finding, asked: Asked) -> list[Facet]:
    """The four groups; each counts what the words and the ticks of the other groups find."""
    return [_facet(query, name, finding, asked) for name in GROUPS]


def legend(results: Facet) -> list[tuple[Tag, str]]:
    """The commonest results found, explained; of nothing found, those the site explains first."""
    found = [tick.value for tick in results.ticks if tick.value in MEANINGS] or list(MEANINGS)
    return [(RESULTS[code], MEANINGS[code]) for code in found[:EXPLAINED]]


def sorts(query: QueryDict, asked: Asked) -> list[tuple[str, str, bool]]:
    """The orders there are: word, query string, whether it is this one."""
    return [(word, _changed(query, "sort", [name]), asked["sort"] == name) for name, word in ORDERS.items()]


def downloads(query: QueryDict) -> list[tuple[str, str]]:
    """The results listed as files: word and address."""
    asked = query.copy()
    for name in ("page", "view"):
        asked.pop(name, None)
    end = f"?{asked.urlencode()}" if asked else ""
    return [(word, reverse("results_found", args=[form]) + end) for word, form in FORMS.items()]


def gone(words: str) -> PublicResult | None:
    """What was taken down under the number asked for: the page says so instead of 没有找到."""
    number = publication_number(words.strip())
    return PublicResult.objects.filter(number=number, status__in=GONE).first() if number else None


def _facet(query: QueryDict, name: str, finding: Finding, asked: Asked) -> Facet:
    counts = _counts(finding.tally, name, asked)
    order = sorted(counts, key=_newest_first if name == "year" else lambda value: (-counts[value], str(value)))
    ticks = [
        Tick(
            str(value),
            _label(finding.tally, name, value),
            counts[value] if finding.counted else None,
            value in asked[name],
            _without(query, name, str(value)),
        )
        for value in order
        if value and (counts[value] or not finding.counted or value in asked[name])
    ]
    return Facet(name, GROUPS[name], ticks)


def _counts(tally: Tally, name: str, asked: Asked) -> Counter[Any]:
    """By value of the group; what is ticked stays although nothing of it is found."""
    counts: Counter[Any] = Counter(dict.fromkeys(asked[name], 0))
    if not any(asked[other] for other in GROUPS if other != name):
        counts.update(tally.sums[name])
        return counts
    for cell, number in tally.cells.items():
        if passes(cell, asked, but=name):
            counts.update(dict.fromkeys(VALUES[name](cell), number))
    return counts


def _newest_first(year: int | str) -> int:
    return -9999 if year == RECENT else -int(year)


def _label(tally: Tally, name: str, value: Any) -> str:
    if name == "year":
        return "近三个月" if value == RECENT else f"{value} 年"
    if name == "result":
        return result_tag(value, tally.labels.get(value, value)).word
    return str(tally.labels.get(value, value))


def _without(query: QueryDict, name: str, value: str) -> str:
    return _changed(query, name, [kept for kept in query.getlist(name) if kept != value])


def _changed(query: QueryDict, name: str, values: list[str]) -> str:
    """The same query with other values of one name, from its first page."""
    rest = query.copy()
    rest.setlist(name, values)
    rest.pop("page", None)
    return f"?{rest.urlencode()}"
