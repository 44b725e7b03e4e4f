"""Papers of a visit as PDF, to look at in the browser. Printing is a noted act of its own (`views/papers.py`)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from inspections import papers
from inspections.models import VisitApproval
from inspections.papers.notice import APPROVAL, NOTICE
from inspections.papers.record import RECORD
from inspections.views.common import READ, record_or_404, visit_or_404
from registry.models import ItemVersion
from registry.models.item_version import RELEASED
from yangcheng_inspect import pdf
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request


def shown(content: bytes, name: str) -> HttpResponse:
    """A PDF in the browser under `name`."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def answer(template: str, context: dict[str, Any], name: str) -> HttpResponse:
    """A paper shown in the browser under `name`."""
    return shown(pdf.render(template, context), name)


@permission_required(*READ)
@require_safe
def record_pdf(request: Request, pk: int) -> HttpResponse:
    found = record_or_404(request, pk)
    return shown(papers.compose(RECORD, found).pdf(), f"{found.visit.number}-{found.pk}")


@permission_required(*READ)
@require_safe
def blank_pdf(request: Request, pk: int) -> HttpResponse:
    """The empty form of an item version that is, or was, in force."""
    version = get_object_or_404(ItemVersion.objects.filter(status__in=RELEASED).select_related("item"), pk=pk)
    return shown(papers.blank(version), f"{version.item.code}-{version.number}")


@permission_required(*READ)
@require_safe
def notice_pdf(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    return shown(papers.compose(NOTICE, found).pdf(), f"{found.number}-notice")


@permission_required(*READ)
@require_safe
def approval_pdf(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(VisitApproval.objects.visible_to(request.user).for_page(), pk=pk)
    return shown(papers.compose(APPROVAL, found).pdf(), f"approval-{found.pk}")
