"""A version of the risk matrix as a table, beside another version: what changed stands out."""

from dataclasses import dataclass

from registry.models import InspectionItem, RiskMatrix
from registry.models.risk_matrix import RELEASED, STRATA
from registry.risk import ITSELF, Cell
from registry.services.matrix_grid import grid_of


@dataclass(frozen=True)
class Value:
    """What a version says; `was` what the other said, empty where both agree or there is no other."""

    now: str
    was: str = ""


@dataclass(frozen=True)
class Line:
    """One stratum: multiples, rounds a year, tickets."""

    label: str
    values: list[Value]


@dataclass(frozen=True)
class Scope:
    """One item, or all items without cells of their own. `note`: 新增 or 删除 against the other version."""

    title: str
    lines: list[Line]
    note: str = ""


def before(matrix: RiskMatrix) -> RiskMatrix | None:
    """The version that was in force before this one, or is until this one begins."""
    return RiskMatrix.objects.filter(number__lt=matrix.number, status__in=RELEASED).first()


def scopes(matrix: RiskMatrix, other: RiskMatrix | None) -> list[Scope]:
    """The general cells first, then items by code; those the other alone had come last."""
    now, was = grid_of(matrix), grid_of(other) if other else {}
    items = {item.pk: item for item in InspectionItem.objects.filter(pk__in=[pk for pk in {**now, **was} if pk])}
    found = []
    for pk in [None, *items]:
        title = str(items[pk]) if pk else "各事项通用"
        if pk in now:
            note = "单独设定为新增" if other and pk not in was else ""
            found.append(Scope(title, _lines(now[pk], was.get(pk) or (was.get(None) if other else None)), note))
        else:
            found.append(Scope(title, _lines(now[None], was[pk]), "不再单独设定，改按通用"))
    return found


def settings(matrix: RiskMatrix, other: RiskMatrix | None) -> list[tuple[str, Value]]:
    """Label and value of what stands beside the cells."""
    rule = Value(matrix.rule, other.rule if other and other.rule != matrix.rule else "")
    return [("投诉举报多", rule), ("出处和理由", Value(matrix.source))]


def _lines(now: dict[str, Cell], was: dict[str, Cell] | None) -> list[Line]:
    return [Line(label, _values(now[code], (was or now)[code])) for code, label in STRATA]


def _values(now: Cell, was: Cell) -> list[Value]:
    both = zip(_words(now), _words(was), strict=True)
    return [Value(new, old if old != new else "") for new, old in both]


def _words(cell: Cell) -> list[str]:
    return [f"{_exactly(cell.factor)} 倍", f"{cell.times} 批", f"{cell.weight} 个签"]


def _exactly(factor: int) -> str:
    """1.25 for 125: all its decimals, for it is approved."""
    return f"{factor / ITSELF:g}"
