"""A table for a terminal: Chinese characters are two columns wide."""

from collections.abc import Sequence
from unicodedata import east_asian_width


def table(rows: Sequence[Sequence[str]]) -> str:
    """The first row is the header; the first column stands left, the others right."""
    widths = [max(map(wide, column)) for column in zip(*rows, strict=True)]
    ruler = ["─" * width for width in widths]
    return "\n".join("  ".join(map(_cell, row, widths, range(len(row)))) for row in (rows[0], ruler, *rows[1:]))


def wide(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _cell(text: str, width: int, column: int) -> str:
    padding = " " * (width - wide(text))
    return padding + text if column else text + padding
