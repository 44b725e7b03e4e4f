"""Compares every guarded row with the state its object's last event recorded."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from yangcheng_inspect.trail import objects, state
from yangcheng_inspect.trail.models import EventDetail
from yangcheng_inspect.trail.state_fields import kinds
from yangcheng_inspect.trail.versions import Readable, readable

Fail = Callable[[str, str], None]
Lost = Callable[[str], None]  # takes `visit version 1: note`, a column that nobody can compare any more
Recorded = dict[str, Any] | str | None  # a state, None where the row was gone, or a word why there is none
AT_ONCE = 2000


def rows(alias: str, last: dict[str, int], fail: Fail, lost: Lost) -> int:
    """Calls `fail("STATE", …)` for each object that differs; the number of objects compared.

    `last` gives the number of each object's last event. Each object is read by the field list of the version that
    its event names.
    """
    for name in _without_event(alias, last):
        fail("STATE", f"{name} has no event at all")
    with_rows = set(kinds())
    rest = iter([name for name in last if name.partition("/")[0] in with_rows])
    count = 0
    while names := list(islice(rest, AT_ONCE)):
        details = EventDetail.objects.using(alias).filter(pk__in=[last[name] for name in names])
        states = dict(details.values_list("pk", "state"))
        then = {name: _read(states.get(last[name], "")) for name in names}
        for name, difference in _compare(alias, then, lost):
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


def _compare(alias: str, then: dict[str, Recorded], lost: Lost) -> Iterator[tuple[str, str]]:
    groups = defaultdict(list)
    for name, recorded in then.items():
        kind = name.partition("/")[0]
        version = recorded["version"] if isinstance(recorded, dict) else state.fields_of(kind)["version"]
        groups[kind, version].append(name)
    for (kind, version), names in groups.items():
        wanted = readable(kind, version)
        if wanted is None:
            yield from ((name, f"its field list version {version} is unknown") for name in names)
            continue
        now = state.read_kind(alias, kind, [name.partition("/")[2] for name in names], wanted.fields)
        for name in names:
            for difference in differences(then[name], now.get(name.partition("/")[2]), wanted.lost):
                yield name, difference
        _tell(wanted, f"{kind} version {version}", lost)


def _tell(wanted: Readable, where: str, lost: Lost) -> None:
    for column in sorted(wanted.lost):
        lost(f"{where}: {column}")


def differences(before: Recorded, after: dict[str, Any] | None, lost: frozenset[str]) -> Iterator[str]:
    """Where two states part, leaving out the columns that are `lost` today."""
    if isinstance(before, str):
        yield f"its recorded state {before}"
    elif before is None or after is None:
        if before is not after:
            yield "the row is gone" if after is None else "the row was gone"
    else:
        then, now = before["row"], after["row"]
        yield from (c for c in _columns(then, now, lost) if c not in then or c not in now or then[c] != now[c])
        then, now = before["children"], after["children"]
        yield from (c for c in _columns(then, now, lost) if not _same_rows(c, then.get(c), now.get(c), lost))


def _columns(then: dict[str, Any], now: dict[str, Any], lost: frozenset[str]) -> list[str]:
    return sorted({*then, *now} - lost)


def _read(then: str) -> Recorded:
    if not then:
        return "was erased"
    try:
        found = json.loads(then)
    except (ValueError, RecursionError):
        return "cannot be read"
    return found if found is None or _whole(found) else "cannot be read"


def _whole(found: Any) -> bool:
    return (
        isinstance(found, dict)
        and found.keys() == {"version", "row", "children"}
        and type(found["version"]) is int
        and isinstance(found["row"], dict)
        and isinstance(found["children"], dict)
    )


def _same_rows(label: str, before: Any, after: Any, lost: frozenset[str]) -> bool:
    """Rows, or count and digest where there are many. Of a digest that covers a lost column only the count is left."""
    gone = {column.removeprefix(f"{label}.") for column in lost if column.startswith(f"{label}.")}
    if not gone:
        return bool(before == after)
    if not (isinstance(before, list) and isinstance(after, list)):
        return bool(_count(before) == _count(after))
    return bool([_without(row, gone) for row in before] == after)


def _count(rows: Any) -> Any:
    return rows.get("count") if isinstance(rows, dict) else len(rows) if isinstance(rows, list) else None


def _without(row: Any, gone: set[str]) -> Any:
    return {column: row[column] for column in row if column not in gone} if isinstance(row, dict) else row
