"""Papers of the round that is over: issued once under their numbers, served, printed, bound into a 卷宗."""

from datetime import timedelta

from django.apps import apps
from django.db.models import Model

from inspections.choices import ServiceWay
from inspections.models import DrawSession, Visit
from inspections.papers import kinds
from inspections.services import archives, documents
from yangcheng_inspect.clock import now
from yangcheng_inspect.desk.demo.days import at, workday
from yangcheng_inspect.desk.demo.sessions import Cast

BOUND = 2
"""Checks with a 卷宗 and all their papers; the others show what can still be issued."""


def play(session: DrawSession, cast: Cast) -> None:
    visits = list(Visit.objects.filter(task__session=session).order_by("pk"))
    # The two with most to tell: an order that was put right, and a dispute.
    told = sorted(visits, key=lambda visit: (-_follow_ups(visit), visit.pk))[:BOUND]
    for visit in told:
        _issue_all(visit, cast)
        with at(workday(1), 17):
            archives.of_visit(visit=visit, by=cast.office)


def _follow_ups(visit: Visit) -> int:
    """How many papers beside those of every check there are to issue."""
    sources = ((kind, row) for kind in kinds.known() if kind.source != "inspections.Visit" for row in _rows(kind))
    return sum(kind.visit(row) == visit for kind, row in sources if kind.issued)


def _rows(kind: kinds.Kind) -> list[Model]:
    return list(apps.get_model(kind.source)._default_manager.order_by("pk"))


def _issue_all(visit: Visit, cast: Cast) -> None:
    """Whatever may be issued for this check, each served by hand where it goes to the business."""
    for kind in kinds.known():
        for source in _rows(kind) if kind.issued else []:
            if kind.visit(source) == visit and not kind.waits(source):
                with at(workday(1), 15):
                    document = documents.issue(kind=kind, source=source, by=cast.office)
                    documents.print_out(kind=kind, source=source, by=cast.office)
                if kind.served:
                    with at(workday(1), 16):
                        documents.serve(document=document, served=_by_hand(visit), by=cast.office)


def _by_hand(visit: Visit) -> documents.Served:
    names = "、".join(visit.officers.values_list("inspector__name", flat=True))
    return documents.Served(
        way=ServiceWay.DIRECT,
        served_at=now() - timedelta(minutes=5),
        place=visit.address or visit.name,
        servers=names,
        receiver=visit.attendee or "店长",
        relation="负责人",
    )
