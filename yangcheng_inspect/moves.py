"""The one door for status: check the table, stamp, save, leave a line in the trail."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from django.db.models import Model, TextChoices

from yangcheng_inspect.errors import IllegalMove
from yangcheng_inspect.trail.services import record

Table = Mapping[type[TextChoices], Mapping[str, Collection[str]]]
M = TypeVar("M", bound=Model)
NOTHING: Mapping[str, Any] = MappingProxyType({})


def move(
    target: M,
    to: TextChoices,
    *,
    table: Table,
    by: Any,
    action: str,
    reason: str = "",
    facts: Mapping[str, Any] = NOTHING,
    **stamps: Any,
) -> M:
    """Give `target` the status `to` and the stamps that belong to it, or raise IllegalMove.

    The caller has locked the row. `by` is the User who acts; None is the system itself. `facts` are values by column
    that the line in the trail states: 提交检查记录，检查结果：未发现问题.
    """
    now = type(to)(getattr(target, "status"))  # noqa: B009 - models share the column, not a base class
    if to not in table[type(to)][now]:
        raise IllegalMove(str(now.label), str(to.label))
    for field, value in {"status": to, **stamps}.items():
        setattr(target, field, value)
    target.save(update_fields=["status", *stamps])
    record(action, target=target, by=by, detail={"status": [now.value, to.value], **facts}, reason=reason)
    return target
