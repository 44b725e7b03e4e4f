"""Units, towns and trades: loaded from files once, kept by hand afterwards."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from registry.models import Industry, Town, Unit
from registry.services.rights import demand, locked, save
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

FIELDS: Mapping[type[Unit | Town | Industry], Sequence[str]] = {
    Unit: ("code", "name", "kind", "short", "area", "aliases"),
    Town: ("code", "name", "unit"),
    Industry: ("name", "special", "scope_words", "aliases", "order"),
}
KINDS = {Unit: "unit", Town: "town", Industry: "industry"}


@transaction.atomic
def load(*, directory: Path, by: User | None) -> dict[str, int]:
    """Add the units, towns and trades of `units.csv`, `towns.csv`, `industries.csv` that are missing.

    Returns the Chinese word and the number added of each. What is there stays as it is.
    """
    demand(by, "registry.manage_registry", "双随机办")
    units = [_add_unit(row, by) for row in _rows(directory / "units.csv")]
    covered = {town: row["code"] for row in _rows(directory / "units.csv") for town in _words(row["towns"])}
    towns = [_add_town(row, covered, by) for row in _rows(directory / "towns.csv")]
    trades = [_add_trade(order, row, by) for order, row in enumerate(_rows(directory / "industries.csv"), start=1)]
    return {"单位": sum(units), "乡镇": sum(towns), "监管行业": sum(trades)}


@transaction.atomic
def keep(*, row: Unit | Town | Industry, by: User | None) -> Unit | Town | Industry:
    """Add or change one by hand: `row` carries the wanted values, unsaved."""
    demand(by, "registry.manage_registry", "双随机办")
    fields = FIELDS[type(row)]
    before = _values(locked(row), fields) if row.pk else {}
    after = _values(row, fields)
    if before == after:
        return row
    save(row)
    kind = KINDS[type(row)]
    record(f"{kind}.amend" if before else f"{kind}.add", target=row, by=by, detail={"before": before, "after": after})
    return row


def _values(row: Unit | Town | Industry, fields: Sequence[str]) -> dict[str, Any]:
    return {field: getattr(row, f"{field}_id" if field == "unit" else field) for field in fields}


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise DomainError(f"没有找到文件 {path.name}。请核对目录后重试。")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _words(value: str) -> list[str]:
    return [word for word in value.split(";") if word]


def _add_unit(row: Mapping[str, str], by: User | None) -> bool:
    if Unit.objects.filter(code=row["code"]).exists():
        return False
    unit = Unit(code=row["code"], name=row["name"], kind=row["kind"], short=row["short"], area=row.get("area", ""))
    unit.aliases = _words(row["aliases"])
    keep(row=unit, by=by)
    return True


def _add_town(row: Mapping[str, str], covered: Mapping[str, str], by: User | None) -> bool:
    if Town.objects.filter(code=row["代码"]).exists():
        return False
    unit = Unit.objects.filter(code=covered.get(row["名称"], "")).first()
    keep(row=Town(code=row["代码"], name=row["名称"], unit=unit), by=by)
    return True


def _add_trade(order: int, row: Mapping[str, str], by: User | None) -> bool:
    if Industry.objects.filter(name=row["name"]).exists():
        return False
    trade = Industry(name=row["name"], special=row["special"] == "1", order=order)
    trade.scope_words = _words(row["scope_words"])
    keep(row=trade, by=by)
    return True
