from datetime import date

import pytest

from registry.importing.columns import Table, locate
from registry.importing.entities import locate_entities
from registry.importing.reader import Row, UnreadableFile
from registry.models import ImportSource
from registry.services import import_sources


def rows(*lines: tuple[object, ...]) -> list[Row]:
    return [Row(number, line) for number, line in enumerate(lines, start=1)]  # type: ignore[arg-type]


def entities(*lines: tuple[object, ...]) -> Table:
    return locate_entities(rows(*lines))


def test_the_header_is_found_below_title_rows() -> None:
    table = entities(("某县市场主体名录",), ("导出时间：2026-11-02 共1012条",), ("企业名称", "注册号"), ("甲", "1"))

    assert (table.header_row, table.columns) == (3, {"name": 0, "registration_no": 1})
    assert (table.titled_on, table.declared) == (date(2026, 11, 2), 1012)


def test_header_words_are_known_by_many_names() -> None:
    table = entities(("单位名称", "社会信用代码", "法定代表人（负责人）", "住所 （经营场所）"), ("甲", "1", "乙", "丙"))

    assert set(table.columns) == {"name", "credit_code", "legal_representative", "address"}
    assert table.words["legal_representative"] == "法定代表人（负责人）"


def test_a_real_export_with_other_words_is_understood() -> None:
    header = tuple(
        ["企业名称", "统一社会信用代码", "注册日期", "企业类型", "法人代表", "注册资金", "经营范围", "地区", "注册地址"]
    )

    table = entities(header, ("甲",))

    assert set(table.columns) >= {"name", "credit_code", "established_on", "legal_representative", "address"}


def test_a_list_of_something_else_is_refused_by_name() -> None:
    with pytest.raises(UnreadableFile, match=r"没有找到“企业名称”列"):
        entities(("姓名", "警号"), ("甲", "1"))


def test_a_header_without_rows_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="没有数据"):
        entities(("企业名称", "注册号"))


def test_the_first_word_of_the_list_wins() -> None:
    table = locate(rows(("地址", "住所"), ("甲", "乙")), {"address": ("住所", "地址")}, [["address"]])

    assert table.columns == {"address": 1}


def test_a_title_that_promises_nonsense_promises_nothing() -> None:
    table = entities((f"共{'9' * 4400}条",), ("企业名称", "注册号"), ("甲", "1"))

    assert table.declared is None


def test_a_header_word_is_known_through_signs_nobody_sees() -> None:
    table = entities(("企业\u200b名称\n", "注册号\x00"), ("甲", "1"))

    assert table.words == {"name": "企业名称", "registration_no": "注册号"}


def test_a_remembered_word_goes_before_a_known_one() -> None:
    words = {"name": ("名称",), "phone": ("电话",)}

    table = locate(rows(("名称", "店名", "电话"), ("甲", "乙", "1")), words, [["name"]], {"name": "店名", "phone": ""})

    assert (table.columns, table.unused) == ({"name": 1}, ["名称", "电话"])


def test_two_fields_that_remember_one_word_do_not_share_its_column() -> None:
    words = {"name": ("名称",), "address": ("住所",)}

    table = locate(rows(("内容", "住所"), ("甲", "乙")), words, [["name"]], {"name": "内容", "address": "内容"})

    assert table.columns == {"name": 0, "address": 1}


def test_a_word_that_names_two_columns_teaches_nothing() -> None:
    header = Row(1, ("名称", "名称", "住所"))
    source = ImportSource(kind="ENTITIES", words={})

    assert import_sources.lesson(source, header, {"name": 1, "address": 2}) == {"address": "住所"}
