"""Workbooks that would get a wrong value past a person (security.md F-10, F-13 to F-15)."""

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from registry.importing import values
from registry.importing.entities import locate_entities, parse_entities
from registry.importing.reader import Formula, Merged, Rows, UnreadableFile, read
from registry.importing.vocabulary import Vocabulary
from tests.registry.files import OLD_FORMAT

HEADER = ("企业名称", "统一社会信用代码")
CODE = "91140522MA0BKK8CX0"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, *rows: tuple[object, ...], sheets: int = 1) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名录")
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
        for number in range(1, sheets):
            book.add_worksheet(f"附表{number}").write(0, 0, "不该读到")
    return path


def rewritten(path: Path, part: str, change) -> Path:
    """The same workbook with one part's text changed."""
    old = path.rename(path.with_suffix(".old"))
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            target.writestr(name, change(body.decode()) if name == part else body)
    return path


def sentences(rows: Rows) -> list[str]:
    parsed = parse_entities(locate_entities(rows), Vocabulary())
    return [problem.sentence(row.number) for row in parsed for problem in row.problems]


SPELLINGS = {
    "as written": lambda xml: xml,
    "no places": lambda xml: re.sub(r' r="[A-Z]*\d+"', "", xml),
    "single quotes": lambda xml: re.sub(r'r="([A-Z]+\d+)"', r"r='\1'", xml),
    "lower case": lambda xml: re.sub(r'r="([A-Z]+\d+)"', lambda found: found[0].lower(), xml),
    "absolute": lambda xml: re.sub(r'r="([A-Z]+)(\d+)"', r'r="$\1$\2"', xml),
    "empty element": lambda xml: re.sub(r"<f>[^<]*</f>", '<f t="shared" si="0"/>', xml),
    "another order": lambda xml: re.sub(r"(<f>[^<]*</f>)(<v>[^<]*</v>)", r"\2\1", xml),
    "prefix": lambda xml: re.sub(r"(</?)(?=[a-zA-Z])", r"\1x:", xml).replace("xmlns=", "xmlns:x="),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_formula_is_refused_however_the_file_spells_it(tmp_path: Path, spelling: str) -> None:
    path = workbook(tmp_path / "list.xlsx", HEADER, ("甲", CODE), ('="乙"&"店"', CODE))

    try:
        rows = read(rewritten(path, SHEET, SPELLINGS[spelling]))
    except UnreadableFile:
        return  # refused as a whole is refused too

    assert sentences(rows) == ["第 3 行“企业名称”是公式，请粘贴为数值后重新上传。"]


def test_most_spellings_are_read_and_not_refused_as_a_whole(tmp_path: Path) -> None:
    for number, change in enumerate([SPELLINGS["no places"], SPELLINGS["single quotes"], SPELLINGS["lower case"]]):
        path = workbook(tmp_path / f"{number}.xlsx", HEADER, ('="乙"&"店"', CODE))

        assert isinstance(read(rewritten(path, SHEET, change))[1].cells[0], Formula)


def test_a_merged_cell_is_named_in_every_row_it_covers(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "某县企业名录")
        sheet.write_row("A2", HEADER)
        sheet.merge_range("A3:A4", "甲")
        sheet.write_column("B3", [CODE, "91140522MA0G0A324L"])

    rows = read(path)

    assert rows[3].cells[0] == Merged("A3:A4")
    assert sentences(rows) == [
        "第 4 行“企业名称”在合并单元格 A3:A4 中，本行没有自己的值，请取消合并、逐行填写后重新上传。"
    ]


def test_a_workbook_merged_all_over_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", HEADER, *[("甲", CODE, *["x"] * 150)] * 40)
    areas = "".join(f'<mergeCell ref="A1:EV{line}"/>' for line in range(2, 2000))

    def merge(xml: str) -> str:
        return xml.replace("</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>")

    with pytest.raises(UnreadableFile, match="取消合并"):
        read(rewritten(path, SHEET, merge))


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate([HEADER, ("甲", CODE), ("乙", CODE)]):
            sheet.write_row(line, 0, row)
        sheet.set_row(1, None, None, {"hidden": True})

    rows = read(path)

    assert [row.cells[0] for row in rows] == ["企业名称", "甲", "乙"]
    assert rows.notes == ("有 1 行在表中是隐藏的（第一处为第 2 行），也已读取。",)


def test_a_second_sheet_is_left_and_said(tmp_path: Path) -> None:
    rows = read(workbook(tmp_path / "list.xlsx", HEADER, ("甲", CODE), sheets=3))

    assert len(rows) == 2
    assert rows.notes == ("文件有 3 张可见的工作表，只读取了第一张“名录”。",)


def test_an_xls_says_that_its_formulas_cannot_be_told() -> None:
    rows = read(OLD_FORMAT)

    assert [row.cells[0] for row in rows][:2] == ["企业名称", "甲"]
    assert rows.notes == ("xls 文件里的公式和隐藏行无法辨认，读到的是保存时的结果。请核对，或另存为 xlsx 后重新上传。",)


def test_a_code_kept_as_a_number_and_merged_cells_are_refused_in_an_xls_too() -> None:
    found = sentences(read(OLD_FORMAT))

    assert "第 3 行“统一社会信用代码”被 Excel 存成了数字，后几位已丢失，请把该列设为“文本”后重新填写。" in found
    assert "第 5 行“企业名称”在合并单元格 A4:A5 中，本行没有自己的值，请取消合并、逐行填写后重新上传。" in found


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/styles.xml", "xl/sharedStrings.xml"])
def test_a_document_type_in_any_part_is_refused(tmp_path: Path, part: str) -> None:
    path = workbook(tmp_path / "list.xlsx", HEADER, ("甲", CODE))

    with pytest.raises(UnreadableFile, match="不安全"):
        read(rewritten(path, part, lambda xml: xml.replace("?>", "?>" + LAUGHS, 1)))


def test_xml_in_another_encoding_hides_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", HEADER, ('="乙"&"店"', CODE))

    def recode(xml: str) -> bytes:
        return xml.replace("UTF-8", "UTF-16").encode("utf-16")

    with pytest.raises(UnreadableFile, match="不安全"):
        read(rewritten(path, SHEET, recode))


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    """One library would read the first, another the second."""
    path = workbook(tmp_path / "list.xlsx", HEADER, ("甲", CODE))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET.upper(), "<worksheet/>")

    with pytest.raises(UnreadableFile, match="另存为 xlsx"):
        read(path)


def test_what_is_merged_or_computed_is_never_a_text() -> None:
    for cell in (Formula(), Merged("A1:B2")):
        with pytest.raises(values.BadCell):
            values.text(cell)
