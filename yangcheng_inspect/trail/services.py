"""The one way a change leaves its line in the trail."""

import re
from collections.abc import Iterable
from datetime import UTC
from typing import Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from yangcheng_inspect import clock
from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.backend.base import DatabaseWrapper
from yangcheng_inspect.trail.log import canon
from yangcheng_inspect.trail.origin import current
from yangcheng_inspect.trail.pending import Pending

ACT = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
HASH = re.compile(r"[0-9a-f]{64}")


class Person(Protocol):
    """Whoever acts: `accounts.User`, seen from below."""

    @property
    def pk(self) -> Any: ...
    @property
    def username(self) -> str: ...
    @property
    def name(self) -> str: ...


def record(
    action: str,
    *,
    target: Model | str,
    by: Person | None,
    detail: dict[str, Any] | None = None,
    reason: str = "",
    public: str | None = None,
    using: str = "",
) -> None:
    """Note that `by` did `action` (`entity.amend`) to `target`, in the transaction that is open now.

    `target` is a guarded row (a child row stands for its root) or an object's name, `login/unknown`. `by` is None
    for the system itself and for strangers. `detail` holds values before and after, JSON without floats. `public` is
    the hex SHA-256 of the exact public JSON this act published. `using` names the connection where `target` is text
    and it is not the default one. The object's state is read when the transaction commits, and events of rolled-back
    savepoints vanish with them. Raises ValueError or TypeError on a malformed event, LookupError on a row outside the
    trail, TransactionManagementError outside `transaction.atomic()`.
    """
    if not ACT.fullmatch(action) or (public is not None and not HASH.fullmatch(public)):
        raise ValueError(f"malformed event: {action!r}, {public!r}")
    name, content = objects.name_of(target), canon({"reason": reason, "values": detail or {}})
    _connection(target, using).note(
        Pending(act=action, obj=name, ts=_moment(), who=canon(_who(by)), detail=content, public=public)
    )


def record_many(
    action: str, *, entries: Iterable[tuple[str, dict[str, Any]]], by: Person | None, reason: str = ""
) -> None:
    """`record` for many objects at one moment: pairs of an object's name and its detail. Raises as `record` does."""
    if not ACT.fullmatch(action):
        raise ValueError(f"malformed event: {action!r}")
    ts, who = _moment(), canon(_who(by))
    _connection("").note(
        *(
            Pending(action, objects.name_of(name), ts, who, canon({"reason": reason, "values": detail}), None)
            for name, detail in entries
        )
    )


def _moment() -> str:
    return clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _who(by: Person | None) -> dict[str, Any]:
    origin = current.get()
    known: dict[str, Any] = {"id": None, "username": None, "name": None}
    if by is not None:
        known = {"id": by.pk, "username": by.username, "name": by.name}
    return {**known, "ip": origin.ip, "request": origin.request}


def _connection(target: Model | str, using: str = "") -> DatabaseWrapper:
    alias = using or (None if isinstance(target, str) else target._state.db) or DEFAULT_DB_ALIAS
    connection = connections[alias]
    if not isinstance(connection, DatabaseWrapper):
        raise TypeError(f"database {alias!r} does not use the backend of the trail")
    return connection
