"""After submission: 补充说明 below a sealed record, 作废 of one about the wrong firm."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.forms.review import AddendumForm, RecordVoidForm
from inspections.models import RecordVoid
from inspections.services import record_voids, seals
from inspections.views.common import attempt, record_or_404, visit_or_404
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.office import carried_out

ADDERS = ("inspections.record_visit", "inspections.review_record", "inspections.office_review")


@permission_required(*ADDERS, "inspections.approve_record")
@require_http_methods(["GET", "POST"])
def addendum(request: Request, pk: int) -> HttpResponse:
    """Write one; the record is shown beside it."""
    found = record_or_404(request, pk)
    form = AddendumForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if carried_out(form, lambda: seals.add(inspection=found, **given, by=request.user)):
            return redirect(found)
    return render(request, "inspections/addendum.html", {"inspection": found, "form": form})


@permission_required("inspections.void_record")
@require_http_methods(["GET", "POST"])
def void_ask(request: Request, pk: int) -> HttpResponse:
    """申请作废 of the sealed records of one visit."""
    found = visit_or_404(request, pk)
    form = RecordVoidForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if carried_out(form, lambda: record_voids.ask(visit=found, **given, by=request.user)):
            return redirect(found)
    return render(request, "inspections/record_void_ask.html", {"visit": found, "form": form})


@permission_required("inspections.approve_void")
@require_safe
def voids(request: Request) -> HttpResponse:
    """Applications that wait for this leader."""
    return render(request, "inspections/record_voids.html", {"waiting": record_voids.waiting_for(request.user)})


@permission_required("inspections.approve_void")
@post_only("record_voids", keep=())
def void_decide(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(RecordVoid, pk=pk)
    if "decline" in request.POST:
        decision = request.POST.get("reason", "")
        attempt(
            request,
            lambda: record_voids.decline(request=found, decision=decision, by=request.user),
            "未同意作废，记录照常办理。",
        )
    else:
        attempt(
            request,
            lambda: record_voids.approve(request=found, by=request.user),
            f"{found.visit.name}：记录已作废，已重新安排检查，检查截止日期不变。",
        )
    return redirect("record_voids")
