"""检查准备: 协助人员, 入企扫码, and the 所队长's word that a check cannot wait."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from inspections import merged
from inspections.forms import PlanForm
from inspections.forms.before import CompanionForm, ScanForm, UrgentForm
from inspections.models import Companion, Visit, VisitApproval
from inspections.services import companions, departure, planning, urgent
from inspections.status import VisitStatus
from inspections.views.common import READ, attempt, visit_or_404
from inspections.views.documents import shown
from inspections.views.visits import place_of
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError

MOST = 20
"""Visits of one day in one file."""
SCANS = [VisitStatus.READY, VisitStatus.ONSITE]


@permission_required(*READ)
@require_safe
def prepare(request: Request, pk: int) -> HttpResponse:
    """What is settled before the visit, and what stands against the planned day."""
    return _page(request, visit_or_404(request, pk))


def _page(
    request: Request, visit: Visit, companion_form: CompanionForm | None = None, scan_form: ScanForm | None = None
) -> HttpResponse:
    begun = visit.status not in companions.NOT_BEGUN
    context = {
        "visit": visit,
        "companions": visit.companions.all(),
        "may_prepare": not begun and companions.may_prepare(visit, request.user),
        "may_scan": place_of(visit, request.user) is not None and visit.status in SCANS,
        "companion_form": companion_form or CompanionForm(),
        "scan_form": scan_form or ScanForm(initial={"code": visit.scan_code}),
        "warnings": list(planning.warnings(visit)),
    }
    return render(request, "inspections/prepare.html", context)


@permission_required("inspections.submit_visits")
@post_only("visit_prepare")
def companion_add(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    form = CompanionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, companion_form=form)
    given = form.cleaned_data
    attempt(request, lambda: companions.add(visit=found, by=request.user, **given), "协助人员已登记。")
    return redirect("visit_prepare", pk)


@permission_required("inspections.submit_visits")
@post_only("my_visits", keep=())
def companion_remove(request: Request, pk: int) -> HttpResponse:
    companion = get_object_or_404(Companion.objects.select_related("visit__approval"), pk=pk)
    visit = visit_or_404(request, companion.visit_id)
    attempt(request, lambda: companions.remove(companion=companion, by=request.user), "已去掉。")
    return redirect("visit_prepare", visit.pk)


@permission_required("inspections.visit_entity")
@post_only("visit_prepare")
def scan(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    form = ScanForm(request.POST)
    if not form.is_valid():
        return _page(request, found, scan_form=form)
    code = form.cleaned_data["code"]
    attempt(request, lambda: companions.note_scan(visit=found, code=code, by=request.user), "入企扫码编号已登记。")
    return redirect("visit_prepare", pk)


@permission_required(*READ)
@post_only("visit")
def pack(request: Request, pk: int) -> HttpResponse:
    """出发包 of one visit, and of those merged with it."""
    found = visit_or_404(request, pk)
    return _packed(request, merged.group(found)[:1], found.number)


@permission_required(*READ)
@post_only("attendance")
def day_pack(request: Request) -> HttpResponse:
    """All that the reader's teams take along on one day."""
    form = PlanForm(request.POST)
    day = form.cleaned_data["on"] if form.is_valid() else today()
    rows = Visit.objects.visible_to(request.user).open().filter(planned_on=day, joins__isnull=True)
    return _packed(request, list(rows.order_by("pk")[:MOST]), f"{day:%Y-%m-%d}")


def _packed(request: Request, visits: list[Visit], name: str) -> HttpResponse:
    try:
        content = departure.pack(visits=visits, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("attendance")
    return shown(content, f"{name}-departure")


@permission_required("inspections.approve_visits_as_head", "inspections.approve_visits", "inspections.office_review")
@post_only("approval")
def go_first(request: Request, pk: int) -> HttpResponse:
    """情况紧急，先行检查."""
    found = get_object_or_404(VisitApproval.objects.visible_to(request.user), pk=pk)
    form = UrgentForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请写明必须先行检查的紧急事由。")
        return redirect(found)
    ground = form.cleaned_data["ground"]
    done = "已同意先行检查，已报分管局领导补批。"
    attempt(request, lambda: urgent.allow(approval=found, ground=ground, by=request.user), done)
    return redirect(found)
