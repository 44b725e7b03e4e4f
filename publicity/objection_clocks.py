"""By when an 异议 is accepted and answered: numbers from the parameters, in force on the day each clock starts."""

from datetime import date, timedelta

from yangcheng_inspect import parameters
from yangcheng_inspect.workdays import calendar


def accept_by(received_on: date) -> date:
    """Also after a supplement, from the day it came: what was not there could not be judged."""
    return calendar.deadline(received_on, parameters.number("objection_accept_days", received_on)).on


def answer_by(accepted_on: date) -> date:
    return calendar.deadline(accepted_on, parameters.number("objection_answer_days", accepted_on)).on


def extended(answer_by: date, on: date) -> date:
    """Once: the further days follow on the first."""
    return calendar.deadline(answer_by, parameters.number("objection_extension_days", on)).on


def is_beyond(published_on: date | None, received_on: date) -> bool:
    """After the period in which an objection may be raised; the parameter 0 sets no end to it."""
    days = parameters.number("objection_period_days", received_on)
    return bool(days) and published_on is not None and received_on > published_on + timedelta(days=days)
