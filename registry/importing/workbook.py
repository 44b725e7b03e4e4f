"""xlsx and xls: the first visible sheet, its formulas and merged cells told apart from values.

Runs inside the limited process (`child`), so nothing here imports Django.
"""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import python_calamine as calamine

from registry.importing import sheet_xml
from registry.importing.opened import Opened, Refused, Row
from registry.importing.sheet_xml import Marks

MAX_COLUMNS = 200
MAX_MERGED = 1_000_000  # cells covered by merged areas
FORMULA = {"formula": True}
OLD_FORMAT = "xls 文件里的公式和隐藏行无法辨认，读到的是保存时的结果。请核对，或另存为 xlsx 后重新上传。"

Area = tuple[tuple[int, int], tuple[int, int]]  # first and last (row, column), from 0


def open_workbook(path: Path, *, zipped: bool) -> Opened:
    """`zipped`: xlsx, otherwise xls. Raises Refused."""
    if zipped:
        sheet_xml.refuse_unsafe(path)
    try:
        book = calamine.load_workbook(path)
        names = _visible(book)
        sheet = book.get_sheet_by_name(names[0])
        merged = _covered(sheet.merged_cell_ranges or [], sheet.end or (0, 0))
    except calamine.PasswordError:
        raise Refused("文件有打开密码。请去掉密码后重新上传。") from None
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, KeyError):
        raise Refused("文件已损坏，或者不是 Excel 工作簿。请在 Excel 中另存为 xlsx 后重新上传。") from None
    marks = sheet_xml.marks_of(path, names[0]) if zipped else Marks()
    left = sheet.start[1] if sheet.start else 0
    if left + sheet.width > MAX_COLUMNS:
        raise Refused(f"工作表超过 {MAX_COLUMNS} 列。请删去无关的列后重新上传。")
    return Opened(sheet.height, _rows(sheet, left, marks, merged), list(_notes(names, marks, zipped)))


def _visible(book: Any) -> list[str]:
    shown = [m.name for m in book.sheets_metadata if m.visible == calamine.SheetVisibleEnum.Visible]
    names = [name for name in shown if name in book.sheet_names]
    if not names:
        raise Refused("文件里没有可见的工作表。请取消隐藏后重新上传。")
    return names


def _notes(names: list[str], marks: Marks, zipped: bool) -> Iterator[str]:
    if not zipped:
        yield OLD_FORMAT
    if len(names) > 1:
        yield f"文件有 {len(names)} 张可见的工作表，只读取了第一张“{names[0]}”。"
    if marks.hidden:
        yield f"有 {len(marks.hidden)} 行在表中是隐藏的（第一处为第 {min(marks.hidden) + 1} 行），也已读取。"


def _rows(sheet: Any, left: int, marks: Marks, merged: Mapping[int, Mapping[int, str]]) -> Iterator[Row]:
    # calamine gives the empty rows above the first cell, but not the empty columns before it.
    for row, cells in enumerate(sheet.iter_rows()):
        found = [None] * left + list(cells)
        for column, area in merged.get(row, {}).items():
            if column < len(found):
                found[column] = {"merged": area}
        for column in marks.formulas.get(row, ()):
            found += [None] * (column + 1 - len(found))
            found[column] = FORMULA
        yield row + 1, found


def _covered(areas: Iterable[Area], end: tuple[int, int]) -> dict[int, dict[int, str]]:
    """Row → column → the area, for every cell of an area but its first; only where the sheet has cells."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    size = 0
    for (top, left), (bottom, right) in areas:
        last = (min(bottom, end[0]), min(right, end[1]))
        size += max(0, last[0] - top + 1) * max(0, last[1] - left + 1)
        if size > MAX_MERGED:
            raise Refused("工作表里合并的单元格过多。请取消合并后重新上传。")
        word = f"{_letter(left)}{top + 1}:{_letter(right)}{bottom + 1}"
        for row in range(top, last[0] + 1):
            found[row] |= {c: word for c in range(left, last[1] + 1) if (row, c) != (top, left)}
    return found


def _letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    first, last = divmod(index, 26)
    return (_letter(first - 1) if first else "") + chr(65 + last)
