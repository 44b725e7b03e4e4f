"""The limited process that opens an uploaded file. Run as a script; imports nothing of ours.

Writes JSON lines: {"total": rows}, then [row number, cell, …] per row that is not empty, then {"end": true};
or {"refused": sentence}. A cell is a string, a number, a boolean, null, {"date": "2026-11-02"} or {"formula": true}.
"""

import codecs
import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

MEMORY = 1024**3
CPU_SECONDS = 60
MAX_UNPACKED = 200 * 1024**2
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_OUTPUT = 100 * 1024**2
MAX_CELL = 5_000

FORMULA = {"formula": True}
FORMULA_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?>\s*<f\b')

Row = tuple[int, list[Any]]


class Refused(Exception):
    """The text is the sentence a person reads."""


def limit() -> None:
    """From here on this process cannot hurt the machine, whatever the file holds."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def rows_of(path: Path) -> tuple[int, Iterator[Row]]:
    """How many rows there are, and the rows with their numbers as Excel counts them."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PK"):
        return _workbook(path, _formulas(path))
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook(path, {})
    return _csv(path.read_bytes())


def _workbook(path: Path, formulas: dict[str, set[tuple[int, int]]]) -> tuple[int, Iterator[Row]]:
    """The first visible sheet."""
    import python_calamine as calamine  # here, so that a CSV never loads it

    try:
        book = calamine.load_workbook(path)
        visible = [m.name for m in book.sheets_metadata if m.visible == calamine.SheetVisibleEnum.Visible]
        names = [name for name in visible if name in book.sheet_names]
        if not names:
            raise Refused("文件里没有可见的工作表。")
        sheet = book.get_sheet_by_name(names[0])
    except calamine.PasswordError:
        raise Refused("文件有打开密码。请去掉密码后重新上传。") from None
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, KeyError):
        raise Refused("文件已损坏，或者不是 Excel 工作簿。请在 Excel 中另存为 xlsx 后重新上传。") from None
    left = sheet.start[1] if sheet.start else 0
    return sheet.height, _sheet_rows(sheet, left, formulas.get(names[0], set()))


def _sheet_rows(sheet: Any, left: int, formulas: set[tuple[int, int]]) -> Iterator[Row]:
    if left + sheet.width > MAX_COLUMNS:
        raise Refused(f"工作表超过 {MAX_COLUMNS} 列。请删去无关的列后重新上传。")
    # calamine gives the empty rows above the first cell, but not the empty columns before it.
    for row, cells in enumerate(sheet.iter_rows()):
        padded = [None] * left + list(cells)
        yield row + 1, [FORMULA if (row, column) in formulas else cell for column, cell in enumerate(padded)]


def _formulas(path: Path) -> dict[str, set[tuple[int, int]]]:
    """Sheet name → cells (row, column from 0) that hold a formula; refuses what unpacks to too much."""
    from xml.etree import ElementTree

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise Refused("文件解压后超过 200 MB，没有读取。请删去图片和无关的工作表后重新上传。")
            parts = {name: ElementTree.fromstring(_part(archive, name)) for name in ("xl/workbook.xml", RELS)}
            targets = {rel.get("Id"): rel.get("Target", "") for rel in parts[RELS]}
            sheets = parts["xl/workbook.xml"].iter(f"{MAIN}sheet")
            return {s.get("name", ""): _formula_cells(archive, targets.get(s.get(ID), "")) for s in sheets}
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ElementTree.ParseError, ValueError, NotImplementedError):
        raise Refused("文件已损坏，或者不是 xlsx 工作簿。请在 Excel 中另存为 xlsx 后重新上传。") from None
    except (RuntimeError, zipfile.zlib.error):  # type: ignore[attr-defined]
        raise Refused("文件有密码或者已损坏。请在 Excel 中另存为 xlsx 后重新上传。") from None


RELS = "xl/_rels/workbook.xml.rels"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One XML part. A document type has no business in a workbook: it is how entity bombs travel."""
    content = archive.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused("文件含有不安全的内容，没有读取。请在 Excel 中另存为 xlsx 后重新上传。")
    return content


def _formula_cells(archive: zipfile.ZipFile, target: str) -> set[tuple[int, int]]:
    name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    if name not in archive.namelist():
        return set()
    found = FORMULA_CELL.finditer(_part(archive, name))
    return {(int(match[2]) - 1, _column(match[1].decode())) for match in found}


def _column(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _csv(content: bytes) -> tuple[int, Iterator[Row]]:
    text = _decode(content)
    if "\x00" in text:
        raise Refused("文件不是表格。请上传 xlsx、xls 或 csv 文件。")
    head = text[:5_000]
    delimiter = max(",\t;", key=head.count)
    csv.field_size_limit(1_000_000)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return text.count("\n") + 1, ((number, list(cells)) for number, cells in enumerate(rows, start=1))


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


def _plain(cell: Any) -> Any:
    """A cell as JSON can say it."""
    if isinstance(cell, datetime | date):
        return {"date": cell.isoformat()[:10]}
    if isinstance(cell, str):
        return cell[:MAX_CELL]
    if isinstance(cell, int | float | dict) or cell is None:
        return cell
    return str(cell)


def _lines(total: int, rows: Iterator[Row]) -> Iterator[str]:
    yield json.dumps({"total": total})
    size = count = 0
    for number, cells in rows:
        if not any(cell not in (None, "") for cell in cells):
            continue
        count += 1
        if count > MAX_ROWS:
            raise Refused(f"文件超过 {MAX_ROWS:,} 行。请分成几个文件上传。")
        line = json.dumps([number, *map(_plain, cells[:MAX_COLUMNS])])
        size += len(line)
        if size > MAX_OUTPUT:
            raise Refused("文件内容过多。请删去无关的列后重新上传。")
        yield line
    yield json.dumps({"end": True})


def main(path: str) -> None:
    limit()
    try:
        for line in _lines(*rows_of(Path(path))):
            sys.stdout.write(line + "\n")
    except Refused as refusal:
        sys.stdout.write(json.dumps({"refused": str(refusal)}) + "\n")
    except csv.Error:
        sentence = "文件不是规范的 CSV 表格。请在 Excel 中另存为 xlsx 后重新上传。"
        sys.stdout.write(json.dumps({"refused": sentence}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
