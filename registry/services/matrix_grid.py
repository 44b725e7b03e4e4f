"""The cells of a risk matrix: as a grid, and what a grid may not say (方案三(二)1)."""

from collections.abc import Mapping

from registry import risk
from registry.models import ItemVersion, RiskMatrix
from registry.risk import Cell
from yangcheng_inspect import clock
from yangcheng_inspect.errors import DomainError

Grid = Mapping[int | None, Mapping[str, Cell]]
"""Cells by the item's primary key, then by stratum; under None those for every item without its own."""


def grid_of(matrix: RiskMatrix) -> dict[int | None, dict[str, Cell]]:
    """Every cell of a version."""
    found: dict[int | None, dict[str, Cell]] = {None: {}}
    for row in matrix.rows.all():
        found.setdefault(row.item_id, {})[row.stratum] = row.cell
    return found


def plain(grid: Grid) -> dict[str, dict[str, list[int]]]:
    """For the event: item → stratum → factor, rounds, tickets."""
    return {
        str(item or ""): {code: [cell.factor, cell.times, cell.weight] for code, cell in cells.items()}
        for item, cells in grid.items()
    }


def refuse(grid: Grid) -> None:
    """B is the measure of all others, and a firm under a flag is never drawn less (方案三(二)1)."""
    for cells in grid.values():
        if set(cells) != set(risk.STRATA):
            raise DomainError("矩阵缺少分层，请把每一层都填上。")
        if cells[risk.ORDINARY].factor != risk.ITSELF:
            raise DomainError("一般·B 类是基准，倍数固定为 1。要改基准，请修改抽查事项的比例。")
        for risk_class in risk.CLASSES:
            if cells[risk_class + risk.KEY].factor < cells[risk_class].factor:
                raise DomainError(
                    f"重点·{risk_class} 类的倍数不能低于一般·{risk_class} 类：方案要求对重点对象加大比例。"
                )


def refuse_more_than_the_cap(grid: Grid) -> None:
    """No class is to be visited in more rounds than its item's yearly cap allows."""
    versions = ItemVersion.objects.in_force(clock.today()).filter(item__in=[pk for pk in grid if pk])
    for version in versions.select_related("item"):
        most = max(cell.times for cell in grid[version.item_id].values())
        if 0 < version.yearly_cap < most:
            raise DomainError(f"{version.item.code} 每年最多检查 {version.yearly_cap} 次，每年批次不能多于这个数。")
