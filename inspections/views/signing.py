"""签字确认 and 提交: the business says what it has to say, both officers sign, the whole is handed in."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections import album, checks, gaps, merged, preview, steps
from inspections.choices import AnswerChoice
from inspections.content import content_hash
from inspections.forms import ConfirmationForm
from inspections.models import Answer, Visit
from inspections.services import records, standing
from inspections.status import VisitStatus
from inspections.views.common import READ, attempt, visit_or_404
from inspections.views.visits import place_of
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request


def summary(visit: Visit) -> dict[str, int]:
    """How many check-points were answered which way, over all records."""
    counts = {str(choice): 0 for choice in AnswerChoice}
    for choice in Answer.objects.filter(inspection__visit=visit).values_list("choice", flat=True):
        counts[choice] += 1
    return counts


def _wrong(visit: Visit) -> QuerySet[Answer]:
    return Answer.objects.filter(inspection__visit=visit, choice=AnswerChoice.NO).select_related("check_point")


def _context(request: Request, visit: Visit) -> dict[str, object]:
    given = visit.said
    now = content_hash(visit)
    return {
        "visit": visit,
        "twins": [(twin, summary(twin), _wrong(twin)) for twin in merged.others(visit)],
        "steps": steps.steps(visit),
        "summary": summary(visit),
        "wrong": _wrong(visit),
        "unfinished": list(gaps.of_visit(visit)),
        "given": given,
        "still_valid": given is not None and given.content_hash == now,
        "place": place_of(visit, request.user),
        "content_hash": now,
        "albums": [(one, album.of(one)) for one in visit.inspections.all()],
        "signed": sum(officer.signed_hash == now for officer in visit.officers.all()),
    }


@permission_required("inspections.record_visit")
@require_http_methods(["GET", "POST"])
def confirm(request: Request, pk: int) -> HttpResponse:
    """Read back in large type; the business chooses and signs, or the refusal is written down."""
    found = visit_or_404(request, pk)
    if found.at_desk:
        return redirect("visit_desk", pk)
    form = ConfirmationForm(
        request.POST or None, initial={"signer": found.attendee, "signer_role": found.attendee_role}
    )
    if request.method == "POST" and form.is_valid():
        done = attempt(
            request,
            lambda: records.confirm(visit=found, said=form.said, by=request.user),
            "检查对象的意见已登记。请两名检查人员各自登录签名。",
        )
        if done:
            return redirect("visit_confirm", pk)
    return render(request, "inspections/confirm.html", _context(request, found) | {"form": form})


@permission_required("inspections.record_visit")
@post_only("visit_confirm")
def sign(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    attempt(request, lambda: records.sign(visit=found, by=request.user), "已签名。")
    return redirect("visit_submit" if not list(steps.unsigned(found)) else "visit_confirm", pk)


@permission_required("inspections.submit_record")
@require_http_methods(["GET", "POST"])
def submit(request: Request, pk: int) -> HttpResponse:
    """核对并提交: everything on one page, with what is missing; afterwards where it went."""
    found = visit_or_404(request, pk)
    if request.method == "POST":
        if attempt(request, lambda: records.submit(visit=found, by=request.user), "已提交。"):
            return redirect("visit_submitted", pk)
        return redirect("visit_submit", pk)
    missing = checks.missing(found)
    return render(request, "inspections/submit.html", _context(request, found) | {"missing": missing})


@permission_required(*READ)
@require_safe
def submitted(request: Request, pk: int) -> HttpResponse:
    """Number, who has it now, by when it must be public."""
    found = visit_or_404(request, pk)
    if found.status != VisitStatus.SUBMITTED:
        return redirect(found)
    handed_in = list(found.inspections.all())
    meters = preview.publisher().meters(handed_in)
    context = {
        "visit": found,
        "rows": [(one, standing.eligible(one)) for one in handed_in],
        "due": min(meters.values(), key=lambda meter: meter.due, default=None),
    }
    return render(request, "inspections/submitted.html", context)
