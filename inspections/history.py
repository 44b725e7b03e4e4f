"""The life of a record in words: what happened to its approval form, its visit and itself, in one timeline."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from inspections.models import Inspection
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.objects import name_of
from yangcheng_inspect.trail.reading import Entry, entry

ECHOES = frozenset(
    {
        "visit.begin",
        "visit.approve",
        "visit.submit",
        "visit.reopen",
        "visit.void",
        "record.open",
        "record.seal",
        "record.mark",
        "task.dispatch",
    }
)
"""Said already by another event of the same moment."""


@dataclass(frozen=True)
class Line:
    """One line of a timeline, with the act and the object it is about."""

    act: str
    obj: str
    entry: Entry


def of(*rows: Model) -> list[Line]:
    """What happened to these objects, oldest first."""
    return told(Event.objects.filter(obj__in=map(name_of, rows)).select_related("detail").order_by("seq"))


def of_record(inspection: Inspection) -> list[Line]:
    """The life of one record, from the approval form to today."""
    return of(inspection.visit.approval, inspection.visit, inspection)


def told(events: Iterable[Event]) -> list[Line]:
    """Events as lines, without echoes. Saving a page again and again by one person is one line, the last."""
    kept: list[Line] = []
    for event in events:
        if event.act in ECHOES:
            continue
        line = Line(event.act, event.obj, entry(event))
        if kept and _same(kept[-1], line):
            kept.pop()
        kept.append(line)
    return kept


def _same(one: Line, other: Line) -> bool:
    return (one.act, one.obj, one.entry.who) == (other.act, other.obj, other.entry.who)
