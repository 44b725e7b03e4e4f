"""By when each step after a check must be done: parameters, as they were in force on the day the clock started."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from yangcheng_inspect import parameters
from yangcheng_inspect.workdays import calendar


def recheck_by(due_on: date) -> date:
    """复查: from the day the term of the order ends."""
    return calendar.deadline(due_on, parameters.number("recheck_days", due_on)).on


def answer_by(day: date) -> date:
    """答复陈述申辩: from the day it was written down. 方案三(二)4: the 5 working days do not stop for it."""
    return calendar.deadline(day, parameters.number("dispute_days", day)).on


def reply_by(day: date) -> date:
    """催办: from the day the letter went out."""
    return calendar.deadline(day, parameters.number("reply_days", day)).on


def send_by(moment: datetime, *, inside: bool) -> datetime:
    """Inside the police so many hours (程序规定第六十一条); outside, the end of the last working day."""
    local = timezone.localtime(moment)
    if inside:
        return moment + timedelta(hours=parameters.number("transfer_hours", local.date()))
    last = calendar.deadline(local.date(), parameters.number("letter_days", local.date())).on
    return local.replace(year=last.year, month=last.month, day=last.day, hour=23, minute=59, second=0, microsecond=0)
