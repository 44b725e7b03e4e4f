"""The next issue of a lottery as the calendar counts it."""

from datetime import datetime

from inspections import lottery_calendar
from yangcheng_inspect.clock import now


def coming_at(kind: str = "SSQ") -> datetime:
    """When it is drawn next."""
    return lottery_calendar.next_draw(kind, now())


def coming(kind: str = "SSQ") -> list[str]:
    """`["SSQ", "2026139"]`."""
    day = coming_at(kind).date()
    return [kind, f"{day.year}{lottery_calendar.issues_on(kind, day)[1]:03}"]
