"""This app's door for status, bound to its own table."""

from typing import Any, TypeVar

from django.db.models import Model, TextChoices

from inspections import signals
from inspections.models import Task
from inspections.status import MOVES
from yangcheng_inspect import moves
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now

M = TypeVar("M", bound=Model)


def move(target: M, to: TextChoices, *, by: User | None, action: str, **more: Any) -> M:
    """`more`: reason, facts, stamps."""
    moved = moves.move(target, to, table=MOVES, by=by, action=action, **more)
    if isinstance(moved, Task):
        signals.task_moved.send(Task, task=moved, by=by)
    return moved


def stamp(name: str, by: User) -> dict[str, Any]:
    """The two columns that say who did `name` and when."""
    return {f"{name}_at": now(), f"{name}_by": by}
