"""Turns the pending events of a transaction into lines of the log, just before it commits."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from django.db.backends.base.base import BaseDatabaseWrapper

from yangcheng_inspect.trail import state, state_sql
from yangcheng_inspect.trail.pending import Pending

AT_ONCE = 2000  # events per call of trail_append
MANY = 500  # events about one kind from which on the database itself writes the states
# One text per argument: neither ASCII JSON nor hex holds a line break, and drivers are slow with long arrays.
COLUMN = "string_to_array(%s, chr(10), '-')"
APPEND = f"SELECT public.trail_append({', '.join([COLUMN] * 10)})"
# The states that are not given stand in the tables. The names come twice: to seal, and to look them up.
LOOKED_UP = (
    f"SELECT public.trail_append({', '.join([COLUMN] * 9)}, ARRAY("
    "SELECT coalesce(given, {state}, 'null')"
    f" FROM unnest({COLUMN}, {COLUMN}) WITH ORDINALITY AS event(given, obj, place) ORDER BY place))"
)
KEY = "split_part(event.obj, '/', 2)::bigint"
NOTHING = "-"
SALT = 16  # bytes


def seal(connection: BaseDatabaseWrapper, events: Sequence[Pending]) -> None:
    """Locks the head last of all rows, reads the state of every object named, appends. Errors end the transaction."""
    names = [event.obj for event in events]
    long = state.digested(connection.alias, names, hold=True)  # before the head is locked: they take a while
    kind = _kind_of_many(names)
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.trail_lock()")
        left = _left(connection.alias, names, kind)
        states = state_sql.read(connection.alias, left)
        states |= state.read(connection.alias, [name for name in left if name not in states], long)
        rest = iter(events)
        while some := list(islice(rest, AT_ONCE)):
            columns = [*zip(*(_columns(event, states.get(event.obj, NOTHING)) for event in some), strict=True)]
            looked_up = kind and NOTHING in columns[-1]
            columns += [columns[1]] if looked_up else []
            statement = LOOKED_UP.format(state=state_sql.expression(kind, KEY)) if looked_up else APPEND
            cursor.execute(statement, ["\n".join(column) for column in columns])


def _kind_of_many(names: Sequence[str]) -> str:
    """The kind whose states the database writes; empty for the ordinary few events."""
    if len(names) < MANY:
        return ""
    kind, number = Counter(name.partition("/")[0] for name in names).most_common(1)[0]
    return kind if number >= MANY and state_sql.expression(kind, KEY) else ""


def _left(alias: str, names: Sequence[str], kind: str) -> Sequence[str]:
    """The objects whose states Python reads."""
    if not kind:
        return names
    simple = {name: key for name in names if (key := state_sql.plain_key(name, kind))}
    intricate = state_sql.intricate(alias, kind, simple.values())
    return [name for name in names if simple.get(name) is None or simple[name] in intricate]


def _columns(event: Pending, state_now: str) -> Iterator[str]:
    """The ten arguments of `trail_append` for one event."""
    salts = os.urandom(3 * SALT).hex()
    yield from (event.act, event.obj, event.ts, event.public or NOTHING)
    yield from (salts[:32], event.who, salts[32:64], event.detail, salts[64:], state_now)
