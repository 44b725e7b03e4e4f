"""列对应: which column of the file holds what, proposed by known words, corrected by a person (ux §3.2 step 2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from registry.admin.imports.numbers import row_id
from registry.importing import headers
from registry.importing.headers import LOOK_IN
from registry.importing.reader import Row
from registry.models import RegistryImport
from registry.services.import_kinds import FORMS, ListForm
from registry.services.import_reading import SAMPLES, head_of

PREFIX = "column-"


@dataclass(frozen=True)
class Line:
    """One thing the registry keeps, and the column matched to it (None: the file has no such column)."""

    field: str
    word: str
    need: str
    place: int | None
    examples: str

    @property
    def name(self) -> str:
        return PREFIX + self.field


def chosen(data: QueryDict, kind: str) -> tuple[int, dict[str, int]]:
    """The header's row number and field → column, as the page sent them."""
    columns = {field: row_id(data.get(PREFIX + field, "")) for field in FORMS[kind].synonyms}
    places = {field: place for field, place in columns.items() if place is not None}
    return row_id(data.get("header", "")) or 0, places


def context(request: HttpRequest, current: RegistryImport) -> dict[str, Any]:
    """The page: what was chosen before a refusal, else what known words propose for the header row asked for."""
    form, rows = FORMS[current.kind], head_of(current)
    remembered = current.source.words if current.source else {}
    header = _header(request, rows, form, remembered)
    places = headers.match(header, form.synonyms, remembered)
    if request.method == "POST" and "match" in request.POST:
        places = chosen(request.POST, current.kind)[1]
    samples = [row for row in rows if row.number > header.number][:SAMPLES]
    return {
        "current": current,
        "header": header.number,
        "header_rows": [(row.number, "、".join(filter(None, map(str, row.cells)))[:60]) for row in rows[:LOOK_IN]],
        "lines": [_line(field, form, places, samples) for field in form.synonyms],
        "options": _options(header, samples),
        "lacking": headers.missing(places, form.synonyms, form.required),
        "unused": _unused(header, places),
        "samples": [(row.number, _padded(row, len(header.cells))) for row in samples],
        "known_source": bool(remembered),
    }


def _header(request: HttpRequest, rows: Sequence[Row], form: ListForm, remembered: Mapping[str, str]) -> Row:
    asked = row_id(request.POST.get("header", "") or request.GET.get("header", ""))
    named = next((row for row in rows[:LOOK_IN] if row.number == asked), None)
    found = named or headers.header_of(rows, form.synonyms, remembered)
    return found or Row(1, ())


def _line(field: str, form: ListForm, places: Mapping[str, int], samples: Sequence[Row]) -> Line:
    place = places.get(field)
    values = [row.cells[place] for row in samples if place is not None and place < len(row.cells)]
    examples = "；".join(dict.fromkeys(str(value)[:30] for value in values if value))
    return Line(field, form.synonyms[field][0], _need(field, form), place, examples)


def _need(field: str, form: ListForm) -> str:
    """必需 where no other column can stand in, 至少一项 where one can."""
    group = next((group for group in form.required if field in group), ())
    return ("必需" if len(group) == 1 else "至少一项") if group else ""


def _options(header: Row, samples: Sequence[Row]) -> list[tuple[int, str]]:
    """Every column that has a word or a value: its number, and A 企业名称."""
    width = max((len(row.cells) for row in (header, *samples)), default=0)
    return [
        (index, f"{headers.letter(index)}　{headers.word_of(header, index)}")
        for index in range(width)
        if any(index < len(row.cells) and row.cells[index] for row in (header, *samples))
    ]


def _unused(header: Row, places: Mapping[str, int]) -> str:
    """Header words that belong to no field; they are not imported."""
    taken = set(places.values())
    return "、".join(str(word) for index, word in enumerate(header.cells) if word and index not in taken)


def _padded(row: Row, width: int) -> list[str]:
    cells = [str(cell or "") for cell in row.cells]
    return cells + [""] * (width - len(cells))
