"""印发、打印、送达: a paper gets its number once, when it is issued; its bytes are kept; every print is an event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pypdfium2
from django.db import transaction
from django.db.models import Model

from inspections import shelf
from inspections.choices import ServiceWay
from inspections.models import Delivery, Document, PaperPrint, Visit
from inspections.papers import kinds, rendering
from inspections.papers.kinds import Kind
from inspections.services import notices, numbers
from registry.services.rights import demand, locked, save
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.services import record

ISSUERS = "检查人员、所队长或者双随机办"


@dataclass(frozen=True)
class Served:
    """How a paper was served, as written on its 送达回证."""

    way: str
    served_at: datetime
    place: str
    servers: str
    receiver: str = ""
    relation: str = ""
    refusal: str = ""
    witness: str = ""
    recorder_no: str = ""
    note: str = ""


@dataclass(frozen=True)
class Printed:
    """One print: its row and the bytes that go to the printer."""

    row: PaperPrint
    content: bytes


def standing(kind: Kind, source: Model) -> Document | None:
    """The issued paper of this object that no later one replaced."""
    return Document.objects.standing().filter(kind=kind.code, source=kinds.name(source)).first()


def may_see(kind: Kind, source: Model, user: User) -> bool:
    """Whoever sees the object itself or the check it belongs to; papers of a task whoever sees all.

    An object that says who sees it is asked first: who objected is not for an office hand of the team to know.
    """
    rows: Any = type(source)._default_manager
    if hasattr(rows, "visible_to"):
        return bool(rows.visible_to(user).filter(pk=source.pk).exists())
    if user.has_perm("inspections.view_all"):
        return True
    visit = kind.visit(source)
    return visit is not None and Visit.objects.visible_to(user).filter(pk=visit.pk).exists()


@transaction.atomic
def issue(*, kind: Kind, source: Model, by: User, reason: str = "") -> Document:
    """印发: number it, keep its PDF. A second one needs a reason and replaces the first, which stays."""
    _require(kind, source, by)
    if not kind.issued:
        raise DomainError(f"{kind.title}不编文号，直接打印。")
    source = locked(source)
    if waiting := kind.waits(source):
        raise DomainError(f"{waiting}现在不能印发{kind.title}。")
    before = standing(kind, source)
    if before and not reason.strip():
        raise AlreadyDone(f"{before}已经印发。要改动的，请写明理由重新印发；原来的一份保留。")
    number = _number(kind, source)
    paper = rendering.compose(kind, source, number=number, draft=False)
    content = paper.pdf(rendering.ISSUED)
    document = Document.objects.create(
        kind=kind.code,
        number=paper.number,
        source=kinds.name(source),
        visit=kind.visit(source),
        task=kind.task(source),
        code=paper.code,
        sha256=shelf.keep(content),
        size=len(content),
        pages=pages(content),
        replaces=before,
        reason=reason.strip() if before else "",
        made_at=now(),
        made_by=by,
    )
    detail = {"kind": document.kind, "number": document.number, "sha256": document.sha256}
    record("document.issue", target=document, by=by, detail=detail, reason=document.reason)
    return document


def _number(kind: Kind, source: Model) -> str:
    if not kind.word:
        return ""
    unit = kind.unit(source)
    return numbers.document_number(today().year, unit.short if unit else "", kind.word)


def pages(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as opened:
        return len(opened)


@transaction.atomic
def print_out(*, kind: Kind, source: Model, by: User) -> Printed:
    """第 n 次打印. What was issued leaves as the very bytes that were kept; anything else says which print it is."""
    if not may_see(kind, source, by):
        raise NotPermitted("这份文书不在您能查看的范围内。")
    source = locked(source)
    seq = PaperPrint.objects.filter(kind=kind.code, source=kinds.name(source)).count() + 1
    if issued := standing(kind, source):
        content = shelf.read(issued.sha256)
        return _noted(kind, source, seq, content, by=by, code=issued.code, document=issued)
    paper = rendering.compose(kind, source)
    content = paper.pdf(f"第 {seq} 次打印")
    return _noted(kind, source, seq, content, by=by, code=paper.code, draft=paper.draft)


def _noted(kind: Kind, source: Model, seq: int, content: bytes, *, by: User, **columns: Any) -> Printed:
    row = PaperPrint.objects.create(
        kind=kind.code, source=kinds.name(source), seq=seq, printed_at=now(), printed_by=by, **columns
    )
    detail = {"kind": row.kind, "source": row.source, "seq": seq, "draft": row.draft}
    record("paper.print", target=row, by=by, detail=detail)
    return Printed(row, content)


@transaction.atomic
def serve(*, document: Document, served: Served, by: User) -> Delivery:
    """送达. What was not taken is left with a witness or a recording (程序规定第三十六条)."""
    kind = kinds.of(document.kind)
    demand(by, "inspections.issue_paper", ISSUERS)
    if not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        raise NotPermitted("这份文书不在您能查看的范围内。")
    document = locked(document)
    if not kind.served:
        raise DomainError(f"{kind.title}不需要送达。")
    issued_at = document.made_at.replace(second=0, microsecond=0)  # the form knows minutes only
    if not issued_at <= served.served_at <= now():
        raise DomainError("送达时间应当在印发之后，不能晚于现在。")
    if ServiceWay(served.way) == ServiceWay.ONLINE and not served.note.strip():
        raise DomainError("传真、互联网送达须经受送达人同意，请在备注中写明。")
    delivery = save(Delivery(document=document, noted_at=now(), noted_by=by, **vars(served)))
    record("document.serve", target=document, by=by, detail={"way": served.way, "receiver": served.receiver})
    notices.noted(delivery, by)
    return delivery


def _require(kind: Kind, source: Model, by: User) -> None:
    demand(by, "inspections.issue_paper", ISSUERS)
    if not may_see(kind, source, by):
        raise NotPermitted("这份文书不在您能查看的范围内。")
