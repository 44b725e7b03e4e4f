"""Django's PostgreSQL backend, sealing the trail inside every commit.

Django has no hook before COMMIT, and in the admin the outermost `atomic` is not ours; the backend is the one place
every transaction passes. Savepoints that are rolled back take their events with them.
"""

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import base
from django.db.transaction import TransactionManagementError

from yangcheng_inspect.trail.pending import Pending


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection, the events of its open transaction, and how many there were when each savepoint was set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pending: list[Pending] = []
        self._marks: dict[str, int] = {}

    def note(self, *events: Pending) -> None:
        """Keep events until the transaction commits. Raises TransactionManagementError outside one."""
        if not self._inside():
            raise TransactionManagementError("record() runs inside transaction.atomic()")
        self.pending += events

    def _inside(self) -> bool:
        """A test's own outermost transaction does not count: it never commits."""
        return any(not _of_test(block) for block in self.atomic_blocks)

    def commit(self) -> None:
        try:
            self._seal()
        except BaseException:
            self.rollback()
            raise
        super().commit()

    def _seal(self) -> None:
        events, self.pending = self.pending, []
        self._marks.clear()
        if events:
            from yangcheng_inspect.trail.sealing import seal  # needs the app registry, which needs this module

            seal(self, events)

    def rollback(self) -> None:
        self._forget()
        super().rollback()

    def close(self) -> None:
        self._forget()
        super().close()

    def _forget(self) -> None:
        self.pending = []
        self._marks.clear()

    def _savepoint(self, sid: str) -> None:
        super()._savepoint(sid)  # type: ignore[misc]  # private, so the stubs leave these three out
        self._marks[sid] = len(self.pending)

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        del self.pending[self._marks.get(sid, 0) :]

    def _savepoint_commit(self, sid: str) -> None:
        """Inside a test's own transaction, which never commits, the outermost savepoint stands for the commit."""
        if self.atomic_blocks and all(_of_test(block) for block in self.atomic_blocks):
            self._seal()
        super()._savepoint_commit(sid)  # type: ignore[misc]

    def check_constraints(self, table_names: Iterable[str] | None = None) -> None:
        """Foreign keys only. The guards are for COMMIT, when the events are sealed."""
        with self.cursor() as cursor:
            cursor.execute("SELECT public.trail_settle()")


def _of_test(block: Any) -> bool:
    return bool(getattr(block, "_from_testcase", False))
