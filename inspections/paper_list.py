"""Which papers a check or a task has, in the order of the 卷宗, and what may be done with each now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model

from inspections.models import Delivery, Document, PaperPrint, Task, Visit
from inspections.papers import kinds
from inspections.papers.kinds import Kind
from inspections.status import DrawStatus


@dataclass(frozen=True)
class Line:
    """One paper: what it is about where a check has several, whether it was issued, how often it was printed."""

    kind: Kind
    source: Model
    about: str
    issued: Document | None
    waits: str
    prints: int

    @property
    def may_issue(self) -> bool:
        return self.kind.issued and not self.waits and self.issued is None

    @property
    def draft(self) -> bool:
        """Printed now it would carry 草稿."""
        return bool(self.waits) or (bool(self.kind.word) and self.issued is None)


Made = tuple[str, Model, str]  # kind, source, about


def of_visit(visit: Visit) -> list[Line]:
    """Approval, notice and its service, records, minutes, what followed, result."""
    return _lines(_of_visit(visit))


def _of_visit(visit: Visit) -> Iterator[Made]:
    yield "APPROVAL", visit.approval, ""
    yield "NOTICE", visit, ""
    records = list(visit.inspections.select_related("visit", "version__item").order_by("pk"))
    for record in records:
        yield "RECORD", record, record.version.item.title
    yield "MINUTES", visit, ""
    for dispute in visit.disputes.order_by("pk"):
        yield "ANSWER", dispute, ""
    yield "RESULT", visit, ""
    for record in records:
        order = getattr(record, "rectification", None)
        if order:
            yield "ORDER", order, record.version.item.title
            yield "RECHECK", order, record.version.item.title
        for referral in record.referrals.order_by("pk"):
            yield "HANDOVER", referral, referral.receiver
            yield "REFERRAL", referral, referral.receiver
    for delivery in Delivery.objects.filter(document__visit=visit).select_related("document").order_by("pk"):
        yield "SERVICE", delivery, str(delivery.document)


def of_task(task: Task) -> list[Line]:
    """The announcement of each draw that stands, attendance, ledger."""
    return _lines(_of_task(task))


def _of_task(task: Task) -> Iterator[Made]:
    for draw in task.draws.exclude(status__in=[DrawStatus.VOID, DrawStatus.FROZEN]).order_by("pk"):
        yield "DRAW", draw, draw.number
    yield "ATTENDANCE", task, ""
    yield "LEDGER", task, ""


def _lines(made: Iterable[Made]) -> list[Line]:
    rows = list(made)
    names = {kinds.name(source) for _, source, _ in rows}
    issued = {(row.kind, row.source): row for row in Document.objects.standing().for_page().filter(source__in=names)}
    prints: dict[tuple[str, str], int] = {}
    for row in PaperPrint.objects.filter(source__in=names):
        prints[row.kind, row.source] = max(row.seq, prints.get((row.kind, row.source), 0))
    return [_line(code, source, about, issued, prints) for code, source, about in rows]


def _line(
    code: str,
    source: Model,
    about: str,
    issued: dict[tuple[str, str], Document],
    prints: dict[tuple[str, str], int],
) -> Line:
    kind, key = kinds.of(code), (code, kinds.name(source))
    return Line(kind, source, about, issued.get(key), kind.waits(source), prints.get(key, 0))
