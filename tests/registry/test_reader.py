"""Files as people and attackers make them, read without Django."""

import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.importing.entities import locate_entities
from registry.importing.reader import Formula, Row, UnreadableFile, read

HEADER = "名称,统一社会信用代码\n"
FIRM = "阳城县测试宾馆,91140522MA0BKK8CX0\n"


def csv(tmp_path: Path, content: bytes) -> list[Row]:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    return read(path)


def workbook(tmp_path: Path, *cells: tuple[int, int, object], hidden_first: bool = False) -> Path:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        if hidden_first:
            book.add_worksheet("旧数据").write(0, 0, "不该读到")
        sheet = book.add_worksheet("数据")
        for row, column, value in cells:
            sheet.write(row, column, value)
        sheet.activate()
        if hidden_first:
            sheet.set_first_sheet()
            book.worksheets()[0].hide()
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_four_encodings(tmp_path: Path, encoding: str) -> None:
    rows = csv(tmp_path, (HEADER + "䶮泉𠮷宾馆,1\n").encode(encoding))

    assert rows[1].cells == ("䶮泉𠮷宾馆", "1")


def test_semicolons_and_tabs_separate_as_well(tmp_path: Path) -> None:
    assert csv(tmp_path, "名称;代码\n甲;1\n".encode())[1].cells == ("甲", "1")
    assert csv(tmp_path, "名称\t代码\n甲\t1\n".encode())[1].cells == ("甲", "1")


def test_rows_are_numbered_as_excel_counts_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, (2, 1, "名称"), (5, 1, "甲"))

    assert [(row.number, row.cells) for row in read(path)] == [(3, (None, "名称")), (6, (None, "甲"))]


def test_a_formula_is_told_from_its_value(tmp_path: Path) -> None:
    path = workbook(tmp_path, (0, 0, "名称"), (1, 0, "=1+1"))

    assert isinstance(read(path)[1].cells[0], Formula)


def test_only_the_first_visible_sheet_counts(tmp_path: Path) -> None:
    path = workbook(tmp_path, (0, 0, "看得见"), hidden_first=True)

    assert [row.cells for row in read(path)] == [("看得见",)]


def test_one_cell_at_the_far_corner_is_not_a_million_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path, (1048575, 5, "x"))

    assert [row.number for row in read(path)] == [1048576]


def test_dates_of_excel_are_days(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet().write_datetime(0, 0, date(2026, 11, 2), style)

    assert read(path)[0].cells == (date(2026, 11, 2),)


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    return str(caught.value)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}", bytes(100 * 1024**2))

    assert "200 MB" in refusal(path)


def test_entities_in_xml_are_refused(tmp_path: Path) -> None:
    source = workbook(tmp_path, (0, 0, "名称"))
    path = tmp_path / "laughs.xlsx"
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, laughs + body.split(b"?>", 1)[1] if name == "xl/workbook.xml" else body)

    assert "不安全" in refusal(path)


def test_a_file_that_wants_all_memory_is_stopped(tmp_path: Path) -> None:
    path = workbook(tmp_path, (0, 0, "a"), (1048575, 16383, "x"))

    assert "内存" in refusal(path)


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(HEADER + FIRM * 100_001)

    assert "100,000 行" in refusal(path)


def test_too_big_a_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"x" * (20 * 1024**2 + 1))

    assert "20 MB" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe\x00"])
def test_broken_files_are_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken"
    path.write_bytes(content)

    assert refusal(path).endswith("。")


def test_progress_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEADER + FIRM * 1200)
    told: list[tuple[int, int]] = []

    read(path, lambda done, total: told.append((done, total)))

    assert [done for done, _ in told] == [500, 1000, 1201]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", HEADER.encode()]), rest=st.binary())
def test_no_bytes_make_it_raise_anything_else(tmp_path: Path, start: bytes, rest: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(start + rest)

    with suppress(UnreadableFile):
        locate_entities(read(path))
