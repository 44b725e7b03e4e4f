"""Row numbers as browsers send them."""

from collections.abc import Iterable

LONGEST = 18
"""Digits of a number that any row can have; Python refuses to read much longer ones."""


def row_id(text: str) -> int | None:
    """The number of a row, or None for whatever cannot be one."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None


def row_ids(texts: Iterable[str]) -> list[int]:
    """Those that can be numbers of rows."""
    return [number for text in texts if (number := row_id(text)) is not None]
