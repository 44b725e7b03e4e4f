"""Which value is in force on which day: one query, kept for the length of a request."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.core.signals import request_finished, request_started
from django.dispatch import receiver

from yangcheng_inspect.clock import today
from yangcheng_inspect.parameters.definitions import BY_KEY
from yangcheng_inspect.parameters.models import ParameterValue


@dataclass(frozen=True)
class Values:
    """Everything approved, by key: the days from which values count, in order."""

    approved: Mapping[str, list[tuple[date, Any]]]

    def value(self, key: str, on: date | None = None) -> Any:
        """The newest value in force on the day `on` (today), else the default. LookupError: no such key."""
        if key not in BY_KEY:
            raise LookupError(f"no parameter is called {key!r}")
        day = on or today()
        counting = [value for since, value in self.approved.get(key, []) if since <= day]
        return counting[-1] if counting else BY_KEY[key].default

    def trying(self, key: str, value: Any, since: date) -> "Values":
        """These values as they would be with one more, approved now."""
        known = sorted([*self.approved.get(key, []), (since, value)], key=itemgetter(0))
        return Values({**self.approved, key: known})

    def number(self, key: str, on: date | None = None) -> int:
        """`value` of a number, in its declared unit."""
        return int(self.value(key, on))


_kept: ContextVar[dict[str, Values] | None] = ContextVar("parameters_kept", default=None)


@receiver(request_started, dispatch_uid="parameters.keep")
def keep(**kwargs: Any) -> None:
    """One reading for the length of a request."""
    _kept.set({})


@receiver(request_finished, dispatch_uid="parameters.forget")
def forget(**kwargs: Any) -> None:
    """Read anew each time from here on: the request is over, or it has itself changed a value."""
    _kept.set(None)


def load() -> Values:
    """The values as decided: one query, or none when this request has asked before."""
    kept = _kept.get()
    if kept is None:
        return _read()
    if not kept:
        kept["all"] = _read()
    return kept["all"]


def _read() -> Values:
    found: dict[str, list[tuple[date, Any]]] = {}
    rows = ParameterValue.objects.approved().values_list("key", "in_force_from", "value")
    for key, since, value in rows:
        found.setdefault(key, []).append((since, value))
    return Values(found)
