"""One 异议: its page for everybody who has a hand in it, and the page on which the outcome is drafted."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from inspections import history, vault
from inspections.views.common import READ
from inspections.views.offers import Page
from publicity import correctable, objection_clocks, objection_steps
from publicity.models import Correction, LetterFile, Objection, ObjectionFile
from publicity.objection_forms import ProposeForm
from publicity.objection_status import ObjectionStatus
from publicity.services import objection_outcomes, objections
from publicity.services import objection_people as people
from publicity.views.objection_offers import OFFERS, may_propose
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import carried_out


def _knows_applicant(row: Objection, user: User) -> bool:
    """The team answers to what was said, not to who said it."""
    if people.on_team(row, user):
        return False
    return row.handler_id == user.pk or user.has_perm(objections.HANDLE) or user.has_perm("publicity.answer_objection")


def _stuck(row: Objection) -> str:
    """Why nobody can go on, and what helps; empty while somebody can."""
    if row.proposed:
        return "" if people.approvers(row).exists() else people.NOBODY["approver"]
    if row.status == ObjectionStatus.CHECKING and (row.found_at or row.handler is None):
        return "" if people.proposers(row).exists() else people.NOBODY["proposer"]
    return ""


def _beyond(row: Objection) -> bool:
    shown_at = row.publication.published_at
    return objection_clocks.is_beyond(timezone.localdate(shown_at) if shown_at else None, row.received_on)


def _context(request: Request, row: Objection) -> dict[str, Any]:
    inspection = row.publication.inspection
    return {
        "visit": inspection.visit,
        "inspection": inspection,
        "publication": row.publication,
        "step": objection_steps.step(row),
        "stuck": _stuck(row),
        "beyond": row.status == ObjectionStatus.RECEIVED and _beyond(row),
        "knows_applicant": _knows_applicant(row, request.user),
        "may_propose": may_propose(row, request.user),
        "approvers": list(people.approvers(row)) if row.proposed else [],
        "changes": _changes(row),
        "history": history.of(row),
    }


def _changes(row: Objection) -> list[dict[str, str]]:
    """Field, old and new text of a 更正: as it was carried out, or as it would be."""
    done = Correction.objects.filter(publication=row.publication, document=row.number, decided_at__isnull=False)
    if made := done.first():
        return made.changes  # type: ignore[no-any-return]
    if not row.proposed or not row.changes:
        return []
    try:
        return correctable.changed(row.publication.record or {}, row.changes)
    except DomainError:  # it was corrected meanwhile; approving says so
        return []


PAGE = Page("publicity/objection.html", "objection_act", OFFERS, _context)


def _or_404(request: Request, pk: int) -> Objection:
    return get_object_or_404(Objection.objects.readable_by(request.user).for_page(), pk=pk)


@permission_required(*READ)
@require_safe
def objection(request: Request, pk: int) -> HttpResponse:
    return PAGE.show(request, _or_404(request, pk))


@permission_required(*READ)
@post_only("objection", keep=("pk",))
def act(request: Request, pk: int, slug: str) -> HttpResponse:
    return PAGE.act(request, _or_404(request, pk), slug)


@permission_required(objections.HANDLE)
@require_http_methods(["GET", "POST"])
def objection_propose(request: Request, pk: int) -> HttpResponse:
    """拟定结论: the reply, and for 更正 the published text field by field."""
    found = _or_404(request, pk)
    if not may_propose(found, request.user):
        messages.error(request, "这件异议现在不由您拟定结论：核查还没有完成，或者您参加过这次检查或审核审批。")
        return redirect(found)
    form = ProposeForm(found, request.POST or None)
    if form.is_valid():
        propose = objection_outcomes.propose
        if carried_out(form, lambda: propose(objection=found, draft=form.draft, by=request.user)):
            messages.success(request, "已报分管局领导批准。批准之前，公示内容不变。")
            return redirect(found)
    return render(request, "publicity/objection_propose.html", {"row": found, "form": form})


@permission_required(*READ)
@require_safe
def objection_file(request: Request, pk: int) -> HttpResponseBase:
    seen = Objection.objects.visible_to(request.user).order_by().values("pk")
    row = get_object_or_404(ObjectionFile.objects.filter(objection__in=seen), pk=pk)
    return vault.sent(row.sha256, f"{row.objection.number}-{row.pk}.jpg")


@permission_required(*READ)
@require_safe
def letter_file(request: Request, pk: int) -> HttpResponseBase:
    """A picture that came through the website: with the objection for whoever sees that, any other for the office."""
    seen = Q(letter__objection__in=Objection.objects.visible_to(request.user).order_by().values("pk"))
    if request.user.has_perm(objections.HANDLE):
        seen |= Q(letter__objection__isnull=True)
    row = get_object_or_404(LetterFile.objects.filter(seen), pk=pk)
    return vault.sent(row.sha256, f"{row.letter.number}-{row.pk}.jpg")
