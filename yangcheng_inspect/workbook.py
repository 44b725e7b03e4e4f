"""A list as an xlsx workbook, the one way every list leaves the system.

Title row, a row 制表单位/制表人/制表时间, a frozen bold head, then the rows. Every cell is text: 18 digits stay
18 digits, and nothing that begins with = + - @ is ever a formula. Rows are streamed to a temporary file.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter  # type: ignore[import-untyped]
from django.conf import settings
from django.utils import timezone

from yangcheng_inspect import clock

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 100_000
"""Rows in one workbook; whoever exports says so when there are more."""
NARROWEST, WIDEST = 8, 40
LONGEST_TEXT = 32_767
HEAD_ROW = 2
OPTIONS = {"in_memory": False, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
# What XML 1.0 cannot hold: control characters, halves of a surrogate pair, two non-characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\']")


def sheet(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, by: str, conditions: str = ""
) -> bytes:
    """The xlsx of one list. `by` is the name of whoever makes it; `conditions` say which rows these are.

    A row has as many cells as there are columns; None is an empty cell, a day 2026-04-02, a moment 2026-04-02 14:32.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        page = book.add_worksheet(NOT_IN_A_TAB.sub("", _plain(title))[:31] or "清单")
        head = [_plain(name) for name in columns]
        _heading(book, page, _plain(title), _made(by, conditions), head)
        widths = _fill(book, page, head, rows)
        for column, width in enumerate(widths):
            page.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
        page.freeze_panes(HEAD_ROW + 1, 0)
        page.repeat_rows(HEAD_ROW)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    return buffer.getvalue()


def text(value: object) -> str:
    """How a value stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else _plain(str(value))


def _plain(words: str) -> str:
    return UNPRINTABLE.sub("", words)[:LONGEST_TEXT]


def _made(by: str, conditions: str) -> str:
    asked = f"条件：{conditions}　　" if conditions else ""
    when = timezone.localtime(clock.now())
    return _plain(f"{asked}制表单位：{settings.ISSUER}　　制表人：{by}　　制表时间：{when:%Y-%m-%d %H:%M}")


def _heading(book: Any, page: Any, title: str, made: str, columns: Sequence[str]) -> None:
    """The first three rows."""
    page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16}))
    page.write_string(1, 0, made)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    for column, name in enumerate(columns):
        page.write_string(HEAD_ROW, column, name, bold)


def _fill(book: Any, page: Any, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[int]:
    """Write the rows; the widest text of each column, a Chinese character counting two."""
    # Text that begins like a formula stays text, also when the file is edited and saved again.
    as_text = book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top"})
    widths = [_width(name) for name in columns]
    for line, row in enumerate(rows, start=HEAD_ROW + 1):
        for column, value in enumerate(row):
            words = text(value)
            page.write_string(line, column, words, as_text)
            if widths[column] < WIDEST:
                widths[column] = max(widths[column], _width(words))
    return widths


def _width(words: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words[:WIDEST])
