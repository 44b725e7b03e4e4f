"""The one clock. `DEMO_TODAY` moves it in the demo, so that pictures and deadlines stay true.

Nothing else in the project may call `timezone.now()` or `date.today()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_shift: ContextVar[timedelta | None] = ContextVar("clock_shift", default=None)


def _demo_shift() -> timedelta:
    if not settings.DEMO_TODAY:
        return timedelta()
    return date.fromisoformat(settings.DEMO_TODAY) - timezone.localdate()


def now() -> datetime:
    """The moment, aware, in UTC."""
    shift = _shift.get()
    return timezone.now() + (_demo_shift() if shift is None else shift)


def today() -> date:
    """The calendar day in Asia/Shanghai."""
    return timezone.localdate(now())


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Play a part of the demo as if it were `moment`. Refused outside demo and tests."""
    if not (settings.DEMO_TODAY or settings.TESTING):
        raise RuntimeError("the clock can only be moved in the demo and in tests")
    token = _shift.set(moment - timezone.now())
    try:
        yield
    finally:
        _shift.reset(token)
