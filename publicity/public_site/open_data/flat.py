"""A result as one row of a table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from publicity.public_site.models import PublicResult
from publicity.public_site.open_data.dictionary import OWN, Field, fields

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
KEPT = ("number", "published_on", "updated_on")
"""What is left of a result that came down."""
COLUMNS = [*(one.column for one in fields()), *(name for name, _, _ in OWN)]
TITLES = [*(one.title for one in fields()), *(title for _, title, _ in OWN)]


def cells(row: PublicResult) -> list[str]:
    """In the order of `COLUMNS`."""
    if row.is_withdrawn:
        left = {"number": row.number, "published_on": str(row.published_on), "updated_on": str(row.updated_on)}
        own = [left.get(one.path, "") for one in fields()]
    else:
        own = [_text(one, _at(row.record, one.path)) for one in fields()]
    return [*own, row.get_status_display(), row.withdrawn_reason]


def line(values: Iterable[str]) -> str:
    """A line of CSV whose cells no spreadsheet takes for a formula (VA-7)."""
    return ",".join(map(_quoted, values)) + "\r\n"


def _quoted(value: str) -> str:
    if value.startswith(FORMULA):
        value = f"'{value}"
    if any(sign in value for sign in ',"\r\n'):
        return '"' + value.replace('"', '""') + '"'
    return value


def _at(record: Mapping[str, Any], path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _text(one: Field, value: Any, between: str = "\n") -> str:
    """A list of rows is one row per line, a list inside a row is set off by ；."""
    if value is None:
        return ""
    if not one.is_list:
        return str(value)
    return between.join(_row(one.parts, inner) for inner in value) if one.parts else "、".join(map(str, value))


def _row(parts: Sequence[Field], inner: Mapping[str, Any]) -> str:
    words = (_text(part, inner.get(part.path.rpartition(".")[2]), "；") for part in parts)
    return "｜".join(words).rstrip("｜")
