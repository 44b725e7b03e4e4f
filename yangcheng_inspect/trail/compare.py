"""Compares every guarded row with the state its object's last event recorded."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from yangcheng_inspect.trail import objects, state
from yangcheng_inspect.trail.models import EventDetail
from yangcheng_inspect.trail.state_fields import kinds

Fail = Callable[[str, str], None]
AT_ONCE = 2000


def rows(alias: str, last: dict[str, int], fail: Fail) -> int:
    """Calls `fail("STATE", …)` for each object that differs; the number of objects compared.

    `last` gives the number of each object's last event.
    """
    for name in _without_event(alias, last):
        fail("STATE", f"{name} has no event at all")
    with_rows = set(kinds())
    rest = iter([name for name in last if name.partition("/")[0] in with_rows])
    count = 0
    while names := list(islice(rest, AT_ONCE)):
        now = state.read(alias, names)
        details = EventDetail.objects.using(alias).filter(pk__in=[last[name] for name in names])
        then = dict(details.values_list("pk", "state"))
        for name in names:
            for difference in differences(then.get(last[name], ""), now[name]):
                fail("STATE", f"{name} differs from what event {last[name]} recorded: {difference}")
        count += len(names)
    return count


def _without_event(alias: str, last: dict[str, int]) -> Iterator[str]:
    for kind in kinds():
        root = objects.root_of(kind)
        model = objects.model_of(root) if root else None
        if model is not None:
            keys = model._base_manager.using(alias).order_by("pk").values_list("pk", flat=True)
            yield from (name for key in keys.iterator() if (name := f"{kind}/{key}") not in last)


def differences(then: str, now: str) -> Iterator[str]:
    """Where two states (canonical JSON) part. Of different versions only the columns both have are compared."""
    before, after = _read(then), json.loads(now)
    if isinstance(before, str):
        yield f"its recorded state {before}"
    elif before is None or after is None:
        if before != after:
            yield "the row is gone" if after is None else "the row was gone"
    else:
        exact = before["version"] == after["version"]
        yield from _columns(before["row"], after["row"], exact)
        for label in _shared(before["children"], after["children"], exact):
            if not _same_rows(before["children"].get(label), after["children"].get(label), exact):
                yield label


def _read(then: str) -> dict[str, Any] | str | None:
    """A recorded state; a word where there is none to compare with."""
    if not then:
        return "was erased"
    try:
        state = json.loads(then)
    except (ValueError, RecursionError):
        return "cannot be read"
    whole = state is None or (isinstance(state, dict) and state.keys() == {"version", "row", "children"})
    return state if whole else "cannot be read"


def _shared(before: dict[str, Any], after: dict[str, Any], exact: bool) -> list[str]:
    return sorted(set(before) | set(after) if exact else set(before) & set(after))


def _columns(before: dict[str, Any], after: dict[str, Any], exact: bool) -> Iterator[str]:
    for column in _shared(before, after, exact):
        if before.get(column) != after.get(column):
            yield column


def _same_rows(before: Any, after: Any, exact: bool) -> bool:
    """A digest stands for many rows; it says nothing about single columns, so versions apart it is left out."""
    if exact or not (isinstance(before, list) and isinstance(after, list)):
        return not exact or before == after
    return len(before) == len(after) and not any(
        True for old, new in zip(before, after, strict=True) for _ in _columns(old, new, exact)
    )
