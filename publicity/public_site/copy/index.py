"""The index of the copy, in place of the search: results by year, by town and by item, and the front page."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.template.loader import render_to_string

from publicity.public_site.copy.places import INDEX
from publicity.public_site.models import PublicResult

WORDS = {"year": "按年份", "town": "按乡镇", "item": "按检查事项"}


@dataclass(frozen=True)
class Shelf:
    """One page of the index. `name` as people read it."""

    kind: str
    value: str
    name: str
    rows: list[PublicResult]

    @property
    def place(self) -> str:
        return f"{INDEX}{self.kind}/{quote(self.value)}/"


def shelves() -> list[Shelf]:
    """Every shelf that holds a result; years and towns in the order of their names, the newest year first."""
    found: dict[tuple[str, str, str], list[PublicResult]] = defaultdict(list)
    for row in PublicResult.objects.listed().newest_first().defer("record", "search_text"):
        found["year", str(row.published_on.year), f"{row.published_on.year} 年"].append(row)
        found["town", row.town, row.town].append(row)
        found["item", row.item_code, row.item_title].append(row)
    order = sorted(found, key=lambda key: (key[0] != "year", key[0], -int(key[1]) if key[0] == "year" else 0, key[1]))
    return [Shelf(*key, rows=found[key]) for key in order]


def pages(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Place and HTML of every page of the index, the front page among them."""
    made = shelves()
    groups = [(word, [shelf for shelf in made if shelf.kind == kind]) for kind, word in WORDS.items()]
    newest = made[0].rows[:20] if made else []
    context: dict[str, Any] = {"groups": groups, "rows": newest, "shelf": None, "index": INDEX}
    for place in ("/", INDEX):
        yield place, render_to_string("public/copy_index.html", context, request)
    for shelf in made:
        yield shelf.place, render_to_string("public/copy_index.html", context | {"shelf": shelf}, request)
