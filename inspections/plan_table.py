"""The lines of a plan in the official columns (行政检查计划统计表): base, ratio and number to draw per line."""

from dataclasses import dataclass

from inspections.choices import DrawMode
from inspections.models import Plan, PlanLine, Task
from inspections.services.protocol import expected
from inspections.status import DrawStatus, TaskStatus
from inspections.strata import KEY, label, percent, ratio_words
from registry.grounds import Grounds
from registry.risk_of import rules_under
from yangcheng_inspect.clock import today


@dataclass(frozen=True)
class Row:
    """One line: `take` of `base` firms, `take_key` of `base_key` among them under a flag."""

    line: PlanLine
    base_key: int
    take: int
    take_key: int
    tasks: list[Task]
    warning: str = ""
    """Why the item may not be drawn today, or that its article ends before the line does."""

    @property
    def base_general(self) -> int:
        return self.line.base - self.base_key

    @property
    def general(self) -> str:
        return ratio_words(self.line.ratios, flagged=False)

    @property
    def key(self) -> str:
        return ratio_words(self.line.ratios, flagged=True)

    @property
    def by_total(self) -> bool:
        return self.line.mode == DrawMode.TOTAL

    @property
    def rounds(self) -> str:
        """重点·D类每年 2 批: strata of this line that the matrix wants drawn more than once a year."""
        if self.line.matrix is None:
            return ""
        cells = rules_under(self.line.matrix, self.line.item).cells
        often = [
            f"{label(code)}每年 {cells[code].times} 批" for code in sorted(self.line.counts) if cells[code].times > 1
        ]
        return "，".join(often)

    @property
    def share(self) -> str:
        """应抽户数 as a part of the base."""
        return percent(round(10_000 * self.take / self.line.base)) if self.line.base else "—"

    @property
    def done(self) -> int:
        """Firms drawn so far."""
        draws = [draw for task in self.tasks for draw in task.draws.all() if draw.status != DrawStatus.VOID]
        return sum(len(draw.drawn.all()) for draw in draws)


def rows(plan: Plan) -> list[Row]:
    lines = list(plan.lines.select_related("item", "unit", "matrix").prefetch_related("tasks__draws__drawn"))
    grounds = Grounds(today(), [line.item for line in lines]) if lines else None
    return [_row(line, grounds) for line in lines]


def _row(line: PlanLine, grounds: Grounds | None) -> Row:
    take = expected(line)
    tasks = [task for task in line.tasks.all() if task.status != TaskStatus.CANCELLED]
    warning = _warning(line, grounds) if grounds and line.to_on >= today() else ""
    return Row(line, _flagged(line.counts), sum(take.values()), _flagged(take), tasks, warning)


def _warning(line: PlanLine, grounds: Grounds) -> str:
    if refusal := grounds.refusal(line.item):
        return refusal
    version = grounds.current(line.item)
    return grounds.ending(version, line.to_on) if version else ""


def _flagged(counts: dict[str, int]) -> int:
    return sum(number for code, number in counts.items() if code.endswith(KEY))


@dataclass(frozen=True)
class Totals:
    base: int
    take: int
    done: int


def totals(found: list[Row]) -> Totals:
    return Totals(sum(r.line.base for r in found), sum(r.take for r in found), sum(r.done for r in found))
