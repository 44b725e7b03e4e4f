"""参数: the numbers and switches that the bureau may set, each with its source and its history (ux.md G14).

Stands beside workdays: may import trail, knows none of the apps above. Whoever keeps deadlines listens to
`signals.parameter_changed`. A clock that runs keeps the value in force on the day it started, so ask with `on`:

    from yangcheng_inspect import parameters

    days = parameters.number("publish_clean_days", ended_on)

Each call reads one small table (inside a request: once). In a loop outside a request take `reading.load()`.
"""

from datetime import date
from typing import Any


def value(key: str, on: date | None = None) -> Any:
    """The value of the kind its definition declares, in force on the day `on` (today). LookupError: no such key."""
    from yangcheng_inspect.parameters import reading  # models are not ready when this package is imported

    return reading.load().value(key, on)


def number(key: str, on: date | None = None) -> int:
    """`value` of a number, in the unit its definition declares."""
    return int(value(key, on))


def flag(key: str, on: date | None = None) -> bool:
    """`value` of a switch."""
    return bool(value(key, on))
