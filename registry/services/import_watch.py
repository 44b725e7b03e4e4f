"""How a reader says how far it is, while it reads."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models.functions import Now

from registry.importing.reader import Row
from registry.models import ImportProgress

T = TypeVar("T")
BEAT_SECONDS = 1.0
Phase = ImportProgress.Phase


class Watch:
    """Nobody watches: a command and a test wait for the result itself."""

    run: int | None = None

    def step(self, phase: str, done: int, total: int) -> None:
        """`done` of `total` rows are through this phase."""

    def reading(self, done: int, total: int) -> None:
        """What `reader.read` calls."""
        self.step(Phase.READING, done, total)


class Heartbeat(Watch):
    """Writes the numbers every second from a thread with a connection of its own.

    So a page sees them while the reader is in the middle of a transaction, and a reader that was killed falls silent.
    """

    def __init__(self, progress: ImportProgress, run: int) -> None:
        self.run = run
        self._mine = ImportProgress.objects.filter(pk=progress.pk, run=run)
        self._now: dict[str, Any] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def step(self, phase: str, done: int, total: int) -> None:
        self._now = {"phase": phase, "rows_read": done, "rows_total": max(done, total)}

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(BEAT_SECONDS):
                self._mine.update(**self._now, updated_at=Now())
        finally:
            connection.close()


class Counted(Sequence[Row]):
    """The rows of a table; whoever goes through them reports on the way."""

    def __init__(self, rows: Sequence[Row], watch: Watch) -> None:
        self._rows, self._watch = rows, watch

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __iter__(self) -> Iterator[Row]:
        for done, row in enumerate(self._rows):
            if done % 500 == 0:
                self._watch.step(Phase.COMPARING, done, len(self._rows))
            yield row


def in_batches(rows: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    """The rows in slices of `size`; the last may be shorter."""
    return (rows[start : start + size] for start in range(0, len(rows), size))
