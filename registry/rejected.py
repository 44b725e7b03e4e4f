"""The rows an import did not take, as a workbook to correct and upload again."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from registry.importing import reader
from registry.importing.reader import Cell, Formula, Merged, Row
from registry.models import ImportRow, RegistryImport
from yangcheng_inspect import workbook as xlsx

BAD = (ImportRow.Outcome.ERROR, ImportRow.Outcome.DUPLICATE)
OWN_COLUMNS = ("原行号", "未导入的原因")


def workbook(current: RegistryImport, *, by: str) -> bytes:
    """Title, header and bad rows as the file has them, with row number and reasons in front. Never a formula.

    The title names the day of the data, so that the corrected file counts as of the same day.
    """
    rows = {row.number: row for row in reader.read(Path(current.file.path))}
    header = rows.get(current.columns["header_row"], Row(0, ()))
    title = f"未导入的行（数据日期 {current.as_of}，原文件 {current.file_name}）"
    columns = [*OWN_COLUMNS, *map(_text, header.cells)]
    return xlsx.sheet(title, columns, _lines(current, rows, len(columns)), by=by)


def _lines(current: RegistryImport, rows: Mapping[int, Row], width: int) -> Iterator[list[str]]:
    for bad in current.rows.filter(outcome__in=BAD):
        cells = rows.get(bad.row_no or 0, Row(0, ())).cells
        line = [str(bad.row_no), bad.reasons, *map(_text, cells)]
        yield [*line, *[""] * (width - len(line))][:width]


def _text(cell: Cell) -> str:
    if cell is None or isinstance(cell, Formula | Merged):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
