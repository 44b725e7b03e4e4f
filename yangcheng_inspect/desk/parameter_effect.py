"""预览影响: what a change of a parameter would do to the deadlines that run now (ux.md G12, G14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from publicity.clocks import CLEAN, OTHER
from publicity.services import periods
from yangcheng_inspect.clock import today
from yangcheng_inspect.parameters import reading
from yangcheng_inspect.parameters.definitions import Definition
from yangcheng_inspect.workdays import calendar

MOVING = {CLEAN, OTHER}
"""Parameters of clocks whose last day is kept with the entry and is set anew."""


@dataclass(frozen=True)
class Effect:
    """`moved`: publication deadlines that would change; `late`: those of them that would be past."""

    moved: int
    late: int
    since: date

    @property
    def words(self) -> str:
        late = f"，其中 {self.late} 件将成为逾期" if self.late else ""
        earlier = f"{self.since:%Y-%m-%d} 以前开始的期限不变"
        return (
            f"将改变 {self.moved} 件公示时限{late}；{earlier}。" if self.moved else f"不改变现有公示时限；{earlier}。"
        )


def of(definition: Definition, value: Any, since: date) -> Effect:
    """The effect of `value` from the day `since`, as things stand today."""
    if definition.key not in MOVING:
        return Effect(0, 0, since)
    values, days, day = reading.load().trying(definition.key, value, since), calendar.load(), today()
    moved = periods.would_move(values, key=definition.key, since=since)
    late = [one for one in moved if one.due_on >= day > days.deadline(one.ended_on, value).on]
    return Effect(len(moved), len(late), since)
