"""Column values as canonical JSON can hold them."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

PLAIN = {int, bool, type(None)}
LONG = 2000  # longer text enters as length and digest

FORMS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (datetime, lambda value: value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")),
    (date, date.isoformat),
    (time, time.isoformat),
    (timedelta, lambda value: value // timedelta(microseconds=1)),
    (Decimal, lambda value: format(value, "f")),
    (UUID, str),
    (dict, lambda value: {str(key): _plain(inner) for key, inner in value.items()}),
    (list, lambda value: [_plain(inner) for inner in value]),
    (bytes, lambda value: _digest(value)),
    (memoryview, lambda value: _digest(bytes(value))),
)
EXACT = dict(FORMS)


def plain(field: str, value: Any) -> Any:
    """JSON without floats. A field listed as `sha256(name)` enters as a digest alone: passwords, sealed secrets."""
    if field.startswith("sha256(") and value is not None:
        return _digest(value if isinstance(value, bytes | memoryview) else str(value).encode())
    return _plain(value)


def plain_row(fields: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """`plain` of a whole row. Most values stand as they are, and a long import has a million of them."""
    row: dict[str, Any] = {}
    for field, value in zip(fields, values, strict=True):
        kind = type(value)
        simple = kind in PLAIN or (kind is str and len(value) <= LONG)
        row[field] = value if simple and not field.startswith("sha256(") else plain(field, value)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= LONG else _digest(value.encode())
    if value is None or isinstance(value, int):
        return value
    if known := EXACT.get(type(value)):
        return known(value)
    for kind, form in FORMS:
        if isinstance(value, kind):
            return form(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _digest(data: bytes | memoryview) -> dict[str, Any]:
    return {"length": len(data), "sha256": sha256(data).hexdigest()}
