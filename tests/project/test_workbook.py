"""A list leaves as a workbook: who made it when, codes as text, nothing a formula."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from python_calamine import load_workbook

from yangcheng_inspect import workbook


def read(made: bytes) -> list[list[object]]:
    return load_workbook(BytesIO(made)).get_sheet_by_index(0).to_python()


def inside(made: bytes) -> str:
    return ZipFile(BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()


def test_a_workbook_says_what_it_is_and_who_made_it() -> None:
    rows = read(workbook.sheet("检查人员名录库", ["姓名"], [["张三"]], by="李四", conditions="单位：治安大队"))

    assert rows[0][0] == "检查人员名录库"
    assert "条件：单位：治安大队" in str(rows[1][0])
    assert "制表人：李四" in str(rows[1][0])
    assert rows[2:] == [["姓名"], ["张三"]]


def test_a_cell_is_never_a_formula() -> None:
    made = workbook.sheet("甲", ["值"], [["=1+1"], ["+1"], ["-1"], ["@SUM(A1)"]], by="李四")

    assert "<f>" not in inside(made)
    assert [row[0] for row in read(made)[3:]] == ["=1+1", "+1", "-1", "@SUM(A1)"]


def test_eighteen_digits_stay_eighteen_digits() -> None:
    assert read(workbook.sheet("甲", ["代码"], [["914105220000000001"]], by="李四"))[3] == ["914105220000000001"]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    made = workbook.sheet("甲[1]/乙", ["值"], [["坏\x00\x0b\ud800字"]], by="李\x01四")

    assert read(made)[3] == ["坏字"]


def test_days_and_nothing_are_written_as_people_read_them() -> None:
    made = workbook.sheet("甲", ["日期", "主办", "备注"], [[date(2026, 4, 2), True, None]], by="李四")

    assert read(made)[3] == ["2026-04-02", "是", ""]


def test_a_very_long_text_is_cut_at_what_a_cell_holds() -> None:
    made = workbook.sheet("甲", ["值"], [["长" * 40_000]], by="李四")

    assert len(str(read(made)[3][0])) == workbook.LONGEST_TEXT
