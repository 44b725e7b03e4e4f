"""Photographs of a record: announced, sent, taken back, looked at.

A device is answered in JSON: 201 new, 200 the same again, 409 the key stands for another picture, 422 refused with
one sentence in `message`. A plain form is answered by the page it came from, with the same sentence.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inspections import vault
from inspections.choices import EvidenceKind
from inspections.forms.evidence import ClaimForm, UploadForm
from inspections.forms.reasons import ReasonForm
from inspections.models import Evidence, Inspection
from inspections.services import evidence as services
from inspections.status import VisitStatus
from inspections.views.common import READ, record_or_404
from inspections.views.records import may_fill
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError

Outcome = tuple[Evidence, bool]
SHEET = EvidenceKind.SCAN


@permission_required("inspections.record_visit")
@post_only("record")
def announce(request: Request, pk: int) -> HttpResponse:
    """A picture that will come: `key`, `sha256`, and what is known about it."""
    found = record_or_404(request, pk)
    form = ClaimForm(request.POST)
    return _answer(request, found, form, lambda: services.announce(inspection=found, claim=form.claim, by=request.user))


@permission_required("inspections.record_visit")
@post_only("record")
def add(request: Request, pk: int) -> HttpResponse:
    """The picture: the same fields and `file`."""
    found = record_or_404(request, pk)
    form = UploadForm(request.POST, request.FILES)

    def act() -> Outcome:
        raw = form.cleaned_data["file"]
        return services.add(inspection=found, claim=form.claim, raw=raw, by=request.user)

    return _answer(request, found, form, act)


def _answer(request: Request, found: Inspection, form: ClaimForm, act: Callable[[], Outcome]) -> HttpResponse:
    """201 or 200 with what is known about the picture, or the refusal."""
    try:
        if not form.is_valid():
            raise DomainError(form.sentence)
        row, new = act()
    except DomainError as refusal:
        return _refused(request, found, refusal)
    if not _from_page(request):
        return JsonResponse(about(row), status=201 if new else 200)
    messages.success(request, f"{row}已上传。")
    return redirect(_place(row))


def _refused(request: Request, found: Inspection, refusal: DomainError) -> HttpResponse:
    if not _from_page(request):
        status = 409 if isinstance(refusal, services.UploadConflict) else 422
        return JsonResponse({"message": str(refusal)}, status=status)
    messages.error(request, str(refusal))
    return redirect("visit_confirm", found.visit_id) if request.POST.get("kind") == SHEET else redirect(found)


def _from_page(request: Request) -> bool:
    """A form sent by the browser itself asks for HTML by name; a script's `fetch` does not."""
    return "text/html" in request.headers.get("Accept", "")


def _place(row: Evidence) -> str:
    """Where on the record's page the picture stands; a sheet stands where the signature is noted."""
    if row.kind == SHEET and row.inspection.visit.status == VisitStatus.ONSITE:
        return reverse("visit_confirm", args=[row.inspection.visit_id]) + "#sheet"
    mark = f"point-{row.check_point.order}" if row.check_point else "evidence"
    return f"{row.inspection.get_absolute_url()}#{mark}"


def about(row: Evidence) -> dict[str, object]:
    """What a device is told about a picture; `waiting` until the picture itself has come."""
    known: dict[str, object] = {"id": row.pk, "key": str(row.key), "received": row.received, "number": row.order}
    if row.withdrawn_at:
        return known | {"state": "withdrawn"}
    if not row.stored:
        return known | {"state": "waiting"}
    urls = {name: reverse(f"evidence_{name}", args=[row.pk]) for name in ("file", "thumb")}
    return known | {"state": "stored", "sha256": row.sha256, "url": urls["file"], "thumb": urls["thumb"]}


@permission_required("inspections.record_visit")
@post_only("evidence")
def remove(request: Request, pk: int) -> HttpResponse:
    """Taken back before submission, with a reason."""
    row = _evidence_or_404(request, pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        row = services.withdraw(evidence=row, reason=reason, by=request.user)
    except DomainError as refusal:
        return _refused(request, row.inspection, refusal)
    if not _from_page(request):
        return JsonResponse(about(row))
    messages.success(request, f"{row}已撤回。")
    return redirect(_place(row))


@permission_required(*READ)
@require_safe
def evidence(request: Request, pk: int) -> HttpResponse:
    """One picture, large, with what is known about it; the team may take it back until submission."""
    row = _evidence_or_404(request, pk)
    may_remove = row.withdrawn_at is None and may_fill(row.inspection, request.user)
    context = {"picture": row, "inspection": row.inspection, "may_remove": may_remove, "back": _place(row)}
    return render(request, "inspections/evidence.html", context)


@permission_required(*READ)
@require_safe
def file(request: Request, pk: int) -> FileResponse:
    """The picture, for whoever may read its record; 404 for everybody else."""
    return _sent(request, pk, vault.path_of)


@permission_required(*READ)
@require_safe
def thumb(request: Request, pk: int) -> FileResponse:
    """Its small copy."""
    return _sent(request, pk, vault.thumb_of)


def _evidence_or_404(request: Request, pk: int) -> Evidence:
    rows = Evidence.objects.visible_to(request.user).select_related(
        "inspection__visit", "inspection__version__item", "check_point", "added_by", "withdrawn_by"
    )
    return get_object_or_404(rows, pk=pk)


def _sent(request: Request, pk: int, where: Callable[[str], object]) -> FileResponse:
    """Always image/jpeg, never guessed, never cached; its name is made from numbers (VA-6)."""
    row = _evidence_or_404(request, pk)
    if not row.stored:
        raise Http404
    try:
        content = open(str(where(row.sha256)), "rb")  # noqa: SIM115 - closed by the response
    except FileNotFoundError as missing:
        raise Http404 from missing
    name = f"{row.inspection.visit.number}-{row.inspection_id}-{row.order}.jpg"
    response = FileResponse(content, content_type="image/jpeg", filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
