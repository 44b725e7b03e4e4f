"""A file of any accepted form, opened: how many rows, what a person should know, and the rows themselves.

Runs inside the limited process (`child`), so nothing here imports Django.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

DELIMITERS = ",\t;"
SNIFFED = 20  # records that decide what separates the columns

Row = tuple[int, list[Any]]


class Refused(Exception):
    """The text is the sentence a person reads."""


@dataclass(frozen=True)
class Opened:
    """`rows` with their numbers as Excel counts them; `notes` are sentences for the preview."""

    total: int
    rows: Iterator[Row]
    notes: list[str] = field(default_factory=list)


def open_file(path: Path) -> Opened:
    """By what the file is, never by its name."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        from registry.importing import workbook  # here, so that a CSV never loads the library

        return workbook.open_workbook(path, zipped=start.startswith(b"PK"))
    return open_csv(path.read_bytes())


def open_csv(content: bytes) -> Opened:
    """Comma, tab or semicolon; a record may hold quoted line breaks and still counts as one row, as in Excel."""
    text = _decode(content)
    if "\x00" in text:
        raise Refused("文件不是表格。请上传 xlsx、xls 或 csv 文件。")
    csv.field_size_limit(1_000_000)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    return Opened(text.count("\n") + 1, _numbered(rows))


def _numbered(rows: Iterator[list[str]]) -> Iterator[Row]:
    try:
        for number, cells in enumerate(rows, start=1):
            yield number, list(cells)
    except csv.Error:
        raise Refused("文件不是规范的 CSV 表格。请在 Excel 中另存为 xlsx 后重新上传。") from None


def _delimiter(text: str) -> str:
    """What gives the most records one and the same number of columns; a scope is full of commas and semicolons."""

    def regularity(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(cells) for cells in islice(reader, SNIFFED) if len(cells) > 1)
        except csv.Error:
            return 0, 0
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=regularity)


def _decode(content: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, GB18030; strictly, so nothing turns into wrong characters."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("无法识别文件的文字编码。请在 Excel 中另存为“CSV UTF-8”或 xlsx 后重新上传。")
