from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from registry.models import InspectionItem, MarketEntity
from registry.sample import DIRECTORY
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("reference_data")


def run(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_reference_data_is_loaded_by_command() -> None:
    assert run("load_reference") == "单位新增 0 · 乡镇新增 0 · 监管行业新增 0 · 风险矩阵草稿新增 1\n"


def test_an_import_prints_its_counts_and_writes_only_with_yes() -> None:
    out = run("import_entities", DIRECTORY / "entities.xlsx", full=True)

    assert "数据日期 2026-11-02" in out
    assert "新增 1012 · 变更 0 · 疑似注销 0 · 重复 0 · 错误 0 · 无变化 0" in out
    assert not MarketEntity.objects.exists()


def test_an_import_names_every_bad_row() -> None:
    out = run("import_entities", DIRECTORY / "changes_november.csv", "--as-of", "2026-11-16", yes=True)

    assert "错误：第 48 行“成立时间”为“2019/13/45”，不是日期，请改成 2026-11-02 这样的写法。" in out
    assert "重复：第 62 行“社会信用代码”与第 2 行相同，只取前一行。" in out
    assert "已导入。" in out


def test_items_are_imported_with_their_parameters() -> None:
    out = run("import_items", DIRECTORY / "items.csv", "--params", DIRECTORY / "item_parameters.csv", yes=True)

    assert "新增 26 " in out
    assert not InspectionItem.objects.get(code="ZA-18").enabled
    assert InspectionItem.objects.get(code="ZA-17").event_driven
    assert InspectionItem.objects.get(code="LH-02").own_items.count() == 3


def test_inspectors_are_imported_in_the_name_of_a_person() -> None:
    office = UserFactory(office=True)

    out = run("import_inspectors", DIRECTORY / "inspectors.xlsx", full=True, yes=True, by=office.username)

    assert "新增 68 " in out


def test_a_file_that_cannot_be_read_ends_with_one_sentence(tmp_path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK")

    with pytest.raises(CommandError, match=r"^文件已损坏.*。$"):
        run("import_entities", path)


def test_a_list_of_something_else_ends_with_one_sentence() -> None:
    with pytest.raises(CommandError, match=r"^没有找到“企业名称”列。"):
        run("import_entities", DIRECTORY / "inspectors.xlsx")


def test_a_missing_file_ends_with_one_sentence(tmp_path) -> None:
    with pytest.raises(CommandError, match="打不开文件"):
        run("import_entities", tmp_path / "none.xlsx")


def test_a_stranger_imports_nothing() -> None:
    with pytest.raises(CommandError, match="没有登录名"):
        run("import_entities", DIRECTORY / "entities.xlsx", by="nobody")
