"""Before a freeze: what will happen, what blocks it, what deserves a second look (ux.md A9)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from inspections import lottery
from inspections.lottery.quotas import quotas
from inspections.models import DrawSession, Task
from inspections.services import pools, supplement_pools
from inspections.services.protocol import names_of, pool_of
from registry.grounds import Grounds
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError

FEW_PAIRS = 6
"""Under six possible pairs per firm, who comes is nearly known beforehand (decisions, Draw 9)."""

LOOK, PROOF = 50, 1000
"""Throw-away seeds tried while people look at the page, and before a freeze (draw.md §2.6)."""


@dataclass(frozen=True)
class Preview:
    """One task before its freeze: the pool, what stops the freeze, what only warns.

    `quotas` is firms to draw per stratum, `teams` the possible teams per firm by its code.
    """

    pool: pools.TaskPool
    problems: list[str]
    warnings: list[str]
    quotas: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)

    @property
    def drawn(self) -> int:
        return sum(self.quotas.values())

    @property
    def strata(self) -> list[tuple[str, int, int]]:
        """Code of the stratum, firms in the lot, firms to draw."""
        return [(code, base, self.quotas.get(code, 0)) for code, base in self.pool.counts.items()]

    @property
    def fewest_teams(self) -> int:
        return min(self.teams.values(), default=0)

    @property
    def most_teams(self) -> int:
        return max(self.teams.values(), default=0)


def previews(session: DrawSession, trials: int = LOOK) -> list[Preview]:
    if session.supplement_to is not None:
        return [look(supplement_pools.build(session), session, trials)]
    tasks = session.tasks.select_related("line__item", "line__unit", "version", "session").order_by("number")
    return [preview(task, trials) for task in tasks]


def preview(task: Task, trials: int = LOOK) -> Preview:
    """One task as its freeze would find it now."""
    return look(pools.build(task, today()), task.session, trials)


def look(pool: pools.TaskPool, session: DrawSession | None, trials: int) -> Preview:
    """Uses throw-away seeds only; the real number does not exist yet."""
    task = pool.task
    problems = list(_problems(task, pool))
    warnings = [*_unsure(pool), *_lifted(pool), *_other_matrix(pool)]
    if problems:
        return Preview(pool, problems, warnings)
    try:
        frozen = pool_of(pool, session)
        found = lottery.preflight(frozen, trials)
    except lottery.LotteryError as error:
        return Preview(pool, [str(error)], warnings)
    take = {quota.stratum: quota.take for quota in quotas(frozen) if quota.eligible}
    problems, warnings = list(_teamless(pool, found)), [*_few(found), *warnings]
    return Preview(pool, problems, warnings, take, found.teams)


def _problems(task: Task, pool: pools.TaskPool) -> Iterator[str]:
    yield from _unfounded(task)
    if not pool.in_lot and not pool.directed:
        yield "名录中没有可以抽取的检查对象。请先核对监管行业和登记状态。"
    if len(pool.inspectors) < task.team_size:
        yield f"可选派的检查人员只有 {len(pool.inspectors)} 人，不足 {task.team_size} 人。请扩大选派范围。"


def _unfounded(task: Task) -> Iterator[str]:
    """The version the task was made with no longer carries it; the articles are named."""
    item = task.line.item
    grounds = Grounds(today(), [item])
    if why := grounds.refusal(item):
        yield f"事项 {item.code} 的依据今天不在有效期内：{why}"
    elif grounds.current(item) != task.version:
        yield f"事项 {item.code} 在建立任务后施行了新版本，原版本的依据今天不在有效期内。请按新版本另建任务。"


def _ending(task: Task) -> Iterator[str]:
    if words := Grounds(today(), [task.line.item]).ending(task.version, task.to_on):
        yield f"检查截止日期前依据失效：{words}"


def _other_matrix(pool: pools.TaskPool) -> Iterator[str]:
    """The plan was written under another version than the one whose tickets count now."""
    planned = pool.task.line.matrix
    if planned and pool.matrix and planned != pool.matrix:
        yield f"计划的比例依{planned}，现行的是{pool.matrix}：比例按已批准的计划，签数按现行矩阵。"


def _teamless(pool: pools.TaskPool, found: lottery.Preflight) -> Iterator[str]:
    names = {row.code: row.entity.name for row in pool.in_lot}
    if found.short:
        who = "、".join(names[code] for code in found.short[:3])
        yield f"{who}等 {len(found.short)} 户编不出检查组。请扩大选派范围，或核对主办资格和回避关系。"
    elif not found.feasible:
        yield f"试抽 {found.draws} 次，有 {found.failed} 次编不出完整的检查组。请扩大选派范围或调整人员后再封存。"


def _few(found: lottery.Preflight) -> Iterator[str]:
    fewest = min(found.teams.values(), default=0)
    if 0 < fewest < FEW_PAIRS:
        yield f"有的检查对象可能的检查组只有 {fewest} 种，容易被猜到。请考虑扩大选派范围。"


def _unsure(pool: pools.TaskPool) -> Iterator[str]:
    unsure = sum(row.standing == pools.UNSURE[0] for row in pool.entities)
    if unsure:
        yield f"有 {unsure} 户监管行业待确认，本次不参加抽取。"


def _lifted(pool: pools.TaskPool) -> Iterator[str]:
    """Firms in the lot although visited as often as the plan allows: 分管局领导 approved it."""
    cap = pool.task.line.yearly_cap
    lifted = [row for row in pool.in_lot if row.extra and 0 < cap <= row.checked + row.extra]
    if lifted:
        who = "、".join(f"{row.entity.name}（增加 {row.extra} 次）" for row in lifted)
        yield f"经分管局领导批准频次例外，仍参加抽取：{who}。"


def require_ready(session: DrawSession, trials: int = PROOF) -> list[Preview]:
    """What was looked at; refuses with the first thing that blocks, naming its task."""
    found = previews(session, trials)
    for one in found:
        for problem in one.problems:
            raise DomainError(f"“{one.pool.task.title}”不能封存：{problem}")
    return found


def digest(found: list[Preview]) -> str:
    """SHA-256 over the trial texts and names of the pools: equal when two people look at the same."""
    texts = [pool_of(one.pool, one.pool.task.session).text() + names_of(one.pool) for one in found]
    return lottery.digest("\n".join(texts), "sha256")
