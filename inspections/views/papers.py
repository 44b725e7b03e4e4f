"""文书: what a check or a task has on paper; print with a count, issue under a number, note how it was served."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inspections import paper_list, shelf
from inspections.forms.papers import ServeForm
from inspections.models import Delivery, Document, Task
from inspections.papers import kinds, rendering
from inspections.papers.kinds import Kind
from inspections.services import documents
from inspections.views.common import READ, visit_or_404
from inspections.views.documents import shown
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import carried_out

SEES_ALL = "inspections.view_all"


@permission_required(*READ)
@require_safe
def visit_papers(request: Request, pk: int) -> HttpResponse:
    """Everything one check has on paper, its archive files and the copies given to readers."""
    found = visit_or_404(request, pk)
    context = {"visit": found, "lines": paper_list.of_visit(found)}
    context |= {"archives": found.archives.for_page(), "copies": found.copies.all()}
    return render(request, "inspections/papers/visit_papers.html", context)


@permission_required(SEES_ALL)
@require_safe
def task_papers(request: Request, pk: int) -> HttpResponse:
    """Papers of a whole task: announcement, attendance, ledger; and its archive files."""
    found = get_object_or_404(Task, pk=pk)
    context = {"task": found, "lines": paper_list.of_task(found), "archives": found.archives.for_page()}
    return render(request, "inspections/papers/task_papers.html", context)


def made_from(request: Request, code: str, pk: int) -> tuple[Kind, Model]:
    """The kind and its object, or 404 where this person may not see it."""
    try:
        kind = kinds.of(code)
        source = kinds.source_of(kind, pk)
    except (KeyError, ValueError, ObjectDoesNotExist) as error:
        raise Http404 from error
    if not documents.may_see(kind, source, request.user):
        raise Http404
    return kind, source


@permission_required(*READ)
@require_safe
def paper(request: Request, code: str, pk: int) -> HttpResponse:
    """To look at: the issued bytes, or the paper as it would be now. Not a print."""
    kind, source = made_from(request, code, pk)
    issued = documents.standing(kind, source)
    content = shelf.read(issued.sha256) if issued else rendering.compose(kind, source).pdf()
    return shown(content, f"{code.lower()}-{pk}")


@permission_required(*READ)
@post_only("paper")
def print_out(request: Request, code: str, pk: int) -> HttpResponse:
    """第 n 次打印: noted in the same transaction in which the bytes are made."""
    kind, source = made_from(request, code, pk)
    try:
        printed = documents.print_out(kind=kind, source=source, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(_page(kind, source))
    response = shown(printed.content, f"{code.lower()}-{pk}-{printed.row.seq}")
    response.headers["Cache-Control"] = "no-store, private"
    return response


@permission_required("inspections.issue_paper")
@post_only("paper")
def issue(request: Request, code: str, pk: int) -> HttpResponse:
    kind, source = made_from(request, code, pk)
    try:
        made = documents.issue(kind=kind, source=source, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(_page(kind, source))
    messages.success(request, f"已印发{made}。")
    return redirect(made)


def _page(kind: Kind, source: Model) -> str:
    """The list this paper stands in."""
    visit, task = kind.visit(source), kind.task(source)
    if visit:
        return reverse("visit_papers", args=[visit.pk])
    return reverse("task_papers", args=[task.pk]) if task else reverse("home")


def _document_or_404(request: Request, pk: int) -> Document:
    return get_object_or_404(Document.objects.visible_to(request.user).for_page(), pk=pk)


@permission_required(*READ)
@require_safe
def document(request: Request, pk: int) -> HttpResponse:
    """One issued paper: its service, its prints, what it replaced."""
    return _document_page(request, _document_or_404(request, pk), None)


def _document_page(request: Request, found: Document, form: ServeForm | None) -> HttpResponse:
    kind = kinds.of(found.kind)
    standing = getattr(found, "replaced_by", None) is None
    if form is None and kind.served and standing and request.user.has_perm("inspections.issue_paper"):
        form = ServeForm(initial=_known(found))
    context: dict[str, Any] = {"document": found, "form": form, "standing": standing}
    context |= {"source_pk": found.source.partition("/")[2], "prints": found.prints.select_related("printed_by")}
    return render(request, "inspections/papers/document.html", context)


def _known(found: Document) -> dict[str, str]:
    """What the check already tells about place and people."""
    if found.visit is None:
        return {}
    names = "、".join(place.inspector.name for place in found.visit.officers.select_related("inspector"))
    return {"place": found.visit.address, "servers": names, "receiver": found.visit.attendee}


@permission_required(*READ)
@require_safe
def document_pdf(request: Request, pk: int) -> HttpResponse:
    """The bytes as issued, those that were replaced too."""
    found = _document_or_404(request, pk)
    return shown(shelf.read(found.sha256), f"document-{found.pk}")


def _serve(request: Request, found: Document, form: ServeForm) -> Delivery:
    return documents.serve(document=found, served=form.served, by=request.user)


@permission_required("inspections.issue_paper")
@post_only("document")
def serve(request: Request, pk: int) -> HttpResponse:
    found, form = _document_or_404(request, pk), ServeForm(request.POST)
    if not form.is_valid() or carried_out(form, lambda: _serve(request, found, form)) is None:
        return _document_page(request, found, form)
    messages.success(request, "已登记送达，可以打印送达回证。")
    return redirect(found)
