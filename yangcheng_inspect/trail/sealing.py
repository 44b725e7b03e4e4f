"""Turns the pending events of a transaction into lines of the log, just before it commits."""

import secrets
from collections.abc import Iterator, Sequence
from itertools import islice

from django.db.backends.base.base import BaseDatabaseWrapper

from yangcheng_inspect.trail import state
from yangcheng_inspect.trail.pending import Pending

AT_ONCE = 2000  # events per call of trail_append
# One text per argument: neither ASCII JSON nor hex holds a line break, and drivers are slow with long arrays.
COLUMN = "string_to_array(%s, chr(10), '-')"
APPEND = f"SELECT public.trail_append({', '.join([COLUMN] * 10)})"
NOTHING = "-"


def seal(connection: BaseDatabaseWrapper, events: Sequence[Pending]) -> None:
    """Locks the head last of all rows, reads the state of every object named, appends. Errors end the transaction."""
    names = [event.obj for event in events]
    long = state.digested(connection.alias, names, hold=True)  # before the head is locked: they take a while
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.trail_lock()")
        states = state.read(connection.alias, names, long)
        rest = iter(events)
        while some := list(islice(rest, AT_ONCE)):
            columns = zip(*(_columns(event, states[event.obj]) for event in some), strict=True)
            cursor.execute(APPEND, ["\n".join(column) for column in columns])


def _columns(event: Pending, state_now: str) -> Iterator[str]:
    """The ten arguments of `trail_append` for one event."""
    yield from (event.act, event.obj, event.ts, event.public or NOTHING)
    for value in (event.who, event.detail, state_now):
        yield from (secrets.token_hex(16), value)
