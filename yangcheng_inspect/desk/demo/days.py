"""Moments of the played weeks, counted back from the demo's today."""

from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from yangcheng_inspect import clock
from yangcheng_inspect.workdays import calendar


def workday(back: int) -> date:
    """The `back`-th working day before today; 0 is today."""
    day, known = clock.today(), calendar.load()
    while back:
        day -= timedelta(days=1)
        back -= calendar.is_workday(day, known.special)
    return day


def at(day: date, hour: int, minute: int = 0) -> AbstractContextManager[None]:
    """Play what follows as if it were that moment in Shanghai."""
    moment = datetime.combine(day, time(hour, minute), tzinfo=timezone.get_current_timezone())
    return clock.moved_to(moment)
