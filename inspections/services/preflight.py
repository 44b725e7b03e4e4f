"""Before a freeze: what will happen, what blocks it, what deserves a second look (ux.md A9)."""

from dataclasses import dataclass

from inspections.lottery import LotteryError, preflight
from inspections.models import DrawSession, Task
from inspections.services import pools
from inspections.services.draws import pool_of
from registry.models import ItemVersion
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError

FEW_PAIRS = 6
"""Under six possible pairs per firm, who comes is nearly known beforehand (decisions, Draw 9)."""


@dataclass(frozen=True)
class Preview:
    """One task before its freeze: the pool, what stops the freeze, what only warns."""

    pool: pools.TaskPool
    quotas: dict[str, int]
    pairs: int
    problems: list[str]
    warnings: list[str]

    @property
    def drawn(self) -> int:
        return sum(self.quotas.values())


def previews(session: DrawSession) -> list[Preview]:
    return [preview(task) for task in session.tasks.order_by("number")]


def preview(task: Task) -> Preview:
    """Uses throw-away seeds only; the real number does not exist yet."""
    pool = pools.build(task, today())
    problems = list(_problems(task, pool))
    quotas: dict[str, int] = {}
    pairs = 0
    if not problems:
        try:
            found = preflight(pool_of(task, pool))
            quotas, pairs = found.quotas, found.fewest_pairs
            if not found.feasible:
                problems.append("按现有人员和回避关系，编不出完整的检查组。请扩大选派范围或调整人员后再封存。")
        except LotteryError as error:
            problems.append(str(error))
    return Preview(pool, quotas, pairs, problems, list(_warnings(pool, pairs)))


def _problems(task: Task, pool: pools.TaskPool) -> list[str]:
    problems = []
    if not ItemVersion.objects.in_force(today()).filter(pk=task.version_id).exists():
        problems.append(f"事项 {task.line.item.code} 的依据今天不在有效期内，或版本已被替换。请另建任务。")
    if not pool.in_lot:
        problems.append("名录中没有可以抽取的检查对象。请先核对监管行业和登记状态。")
    if len(pool.inspectors) < task.team_size:
        problems.append(f"可选派的检查人员只有 {len(pool.inspectors)} 人，不足 {task.team_size} 人。请扩大选派范围。")
    return problems


def _warnings(pool: pools.TaskPool, pairs: int) -> list[str]:
    warnings = []
    if 0 < pairs < FEW_PAIRS:
        warnings.append(f"每户可能的检查组只有 {pairs} 种，容易被猜到。请考虑扩大选派范围。")
    unsure = sum(1 for row in pool.excluded if row.standing == "X3")
    if unsure:
        warnings.append(f"有 {unsure} 户监管行业待确认，本次不参加抽取。")
    return warnings


def require_ready(session: DrawSession) -> None:
    """Refuse with the first thing that blocks, naming its task."""
    for found in previews(session):
        for problem in found.problems:
            raise DomainError(f"“{found.pool.task.title}”不能封存：{problem}")
