"""CSV as programs and people write it (security.md F-16, F-17)."""

from pathlib import Path

import pytest

from registry.importing.reader import UnreadableFile, read

FIRM = "甲店;乙,丙"


def cells(tmp_path: Path, content: bytes) -> list[tuple]:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    return [row.cells for row in read(path)]


def test_quotes_hold_commas_line_breaks_and_quotes(tmp_path: Path) -> None:
    rows = cells(tmp_path, '名称,范围\n甲,"零售,批发\n住宿 ""民宿"""\n乙,餐饮\n'.encode())

    assert rows[1:] == [("甲", '零售,批发\n住宿 "民宿"'), ("乙", "餐饮")]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_scope_full_of_other_separators_does_not_mislead(tmp_path: Path, delimiter: str) -> None:
    other = {",": ";", "\t": ",", ";": ","}[delimiter]
    lines = [["名称", "代码", "范围"]] + [
        [f"甲{n}", str(n), other.join("零售批发餐饮住宿"[: n % 7 + 1])] for n in range(30)
    ]

    rows = cells(tmp_path, "\n".join(delimiter.join(line) for line in lines).encode())

    assert {len(row) for row in rows} == {3}


def test_empty_rows_are_skipped_and_numbers_stay(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("名录,,\n\n名称,代码\n,,\n甲,1\n")

    assert [row.number for row in read(path)] == [1, 3, 5]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_an_encoding_that_cannot_be_told_is_refused(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(UnreadableFile):
        cells(tmp_path, "名称,代码\n甲,1\n".encode(encoding))
