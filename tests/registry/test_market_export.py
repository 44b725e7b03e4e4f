"""The export with ten columns, N/A and amounts, through mapping, preview and confirmation."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from registry.models import MarketEntity, RegistryImport
from registry.services import imports
from tests.factories.market_export import HEADER, firms, write_csv, write_xlsx
from tests.registry.conftest import Kind, Scope, bring_in, preview

DAY = date(2026, 11, 2)
ROWS = 240


@pytest.fixture
def export(reference_data, tmp_path: Path) -> RegistryImport:
    return bring_in(write_csv(tmp_path / "export.csv", ROWS), Kind.ENTITIES, Scope.CHANGES, DAY)


def test_the_generator_always_writes_the_same() -> None:
    assert list(firms(ROWS)) == list(firms(ROWS))
    assert next(firms(1, start=7)) == list(firms(8))[7]


def test_every_row_is_new_and_none_an_error(export) -> None:
    assert imports.outcomes(export) == {**dict.fromkeys(imports.outcomes(export), 0), "NEW": ROWS}


def test_columns_the_registry_does_not_keep_are_named(export) -> None:
    assert set(export.columns["words"].values()) == set(HEADER) - {"注册资金", "所在省份"}
    assert export.columns["unused"] == ["注册资金", "所在省份"]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_words_for_nothing_are_nothing(reference_data, tmp_path: Path, write) -> None:
    current = preview(write(tmp_path / "export", ROWS), Kind.ENTITIES, Scope.CHANGES, DAY)

    stated = {value for row in current.rows.all() for value in row.values.values()}

    assert not stated & {"N/A", "-", "无", "null", "暂无", ""}


def test_days_of_every_shape_are_the_same_day(export) -> None:
    days = MarketEntity.objects.filter(established_on__isnull=False).values_list("name", "established_on")

    assert all(day.day == number % 28 + 1 for number, day in _numbered(days))


def _numbered(rows) -> list[tuple[int, date]]:
    return [(int("".join(filter(str.isdigit, name))), day) for name, day in rows]


def test_the_region_gives_the_town_where_the_address_does_not(export) -> None:
    assert MarketEntity.objects.get(name__contains="10餐饮店").town.name == "演礼镇"


def test_only_what_the_police_supervise_waits_for_a_person(export) -> None:
    """住宿、机动车修理、歌舞 are hinted by the scope; without a scope nobody can tell; the rest is settled."""
    waiting = MarketEntity.objects.unsure()

    assert Counter(firm.business_scope[:2] for firm in waiting) == {"": 2, "住宿": 1, "机动": 2, "歌舞": 2}
    assert not MarketEntity.objects.filter(industries__isnull=False).exists()


def test_what_a_firm_excludes_suggests_nothing(export) -> None:
    assert not MarketEntity.objects.unsure().filter(business_scope__contains="不含住宿服务").exists()


def test_the_same_export_again_changes_nothing(export, tmp_path: Path) -> None:
    again = preview(write_csv(tmp_path / "again.csv", ROWS), Kind.ENTITIES, Scope.CHANGES, DAY)

    assert imports.outcomes(again)["UNCHANGED"] == ROWS
