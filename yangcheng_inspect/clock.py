"""The one clock. `DEMO_TODAY` moves it in the demo, so that pictures and deadlines stay true.

Nothing else in the project may call `timezone.now()` or `date.today()`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

OPENING = time(10, 30)
LOADED = timezone.now().timestamp()

_shift: ContextVar[timedelta | None] = ContextVar("clock_shift", default=None)


def _demo_shift() -> timedelta:
    """From the start of the demo to 10:30 in Shanghai on DEMO_TODAY, so that what was played of today is past.

    `run demo` says in DEMO_START (seconds since 1970) when it began, so that both sites have the same time.
    """
    if not settings.DEMO_TODAY:
        return timedelta()
    opening = datetime.combine(date.fromisoformat(settings.DEMO_TODAY), OPENING, timezone.get_default_timezone())
    return opening - datetime.fromtimestamp(int(os.environ.get("DEMO_START", LOADED)), UTC)


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
