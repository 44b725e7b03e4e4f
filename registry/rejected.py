"""The rows an import did not take, as a workbook to correct and upload again."""

import io
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from registry.importing import reader
from registry.importing.reader import Cell, Formula
from registry.models import ImportRow, RegistryImport

BAD = (ImportRow.Outcome.ERROR, ImportRow.Outcome.DUPLICATE)


def workbook(current: RegistryImport) -> bytes:
    """Header and bad rows as the file has them, with row number and reasons in front. Text only, never a formula."""
    rows = {row.number: row for row in reader.read(Path(current.file.path))}
    header = rows.get(current.columns["header_row"])
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("未导入的行")
        sheet.write_row(0, 0, ["原行号", "原因", *map(_text, header.cells if header else ())])
        for line, bad in enumerate(current.rows.filter(outcome__in=BAD), start=1):
            cells = rows[bad.row_no].cells if bad.row_no in rows else ()
            for column, value in enumerate([str(bad.row_no), bad.reasons, *map(_text, cells)]):
                sheet.write_string(line, column, value)
    return buffer.getvalue()


def _text(cell: Cell) -> str:
    if cell is None or isinstance(cell, Formula):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
