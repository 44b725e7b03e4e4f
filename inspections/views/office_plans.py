"""年度抽查计划 on the office's desk: draft, lines, 送批. 分管局领导 approves on his own."""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections import plan_table
from inspections.forms.office import AdjustForm, DraftForm, LineForm
from inspections.models import Plan, PlanLine
from inspections.services import plans
from inspections.status import PlanStatus
from inspections.views.common import attempt
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.office import carried_out, office_page

READ = ("inspections.view_plan", "inspections.approve_plan")


@permission_required(*READ)
@require_safe
def plan_list(request: Request) -> HttpResponse:
    rows = Plan.objects.select_related("drafted_by", "approved_by")
    rows = rows.annotate(line_count=Count("lines"), base=Sum("lines__base"))
    return office_page(request, "inspections/office/plan_list.html", "年度抽查计划", plans=rows)


@permission_required("inspections.draft_plan")
@require_http_methods(["GET", "POST"])
def plan_draft(request: Request) -> HttpResponse:
    form = DraftForm(request.POST or None)
    if form.is_valid():
        plan = carried_out(form, lambda: plans.draft(**form.cleaned_data, by=request.user))
        if plan:
            return redirect(plan)
    context: dict[str, Any] = {"form": form, "back": reverse("plan_list")}
    return office_page(request, "inspections/office/plan_draft.html", "拟定年度计划", **context)


@permission_required(*READ)
@require_safe
def plan(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Plan.objects.select_related("drafted_by", "approved_by"), pk=pk)
    rows = plan_table.rows(found)
    context: dict[str, Any] = {
        "plan": found,
        "rows": rows,
        "totals": plan_table.totals(rows),
        "editable": found.status == PlanStatus.DRAFT,
        "approved": found.status == PlanStatus.APPROVED,
    }
    return office_page(request, "inspections/office/plan.html", found.title, **context)


@permission_required("inspections.draft_plan")
@require_http_methods(["GET", "POST"])
def plan_add_line(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Plan, pk=pk)
    form = LineForm(request.POST or None, year=found.year)
    if form.is_valid():
        line = carried_out(form, lambda: plans.add_line(plan=found, line=form.line, by=request.user))
        if line:
            return redirect(found)
    context: dict[str, Any] = {"form": form, "plan": found, "back": found.get_absolute_url()}
    return office_page(request, "inspections/office/plan_add_line.html", "添加抽查事项", **context)


@permission_required("inspections.draft_plan")
@require_POST
def plan_remove_line(request: Request, pk: int) -> HttpResponse:
    line = get_object_or_404(PlanLine.objects.select_related("plan", "item"), pk=pk)
    attempt(request, lambda: plans.remove_line(line=line, by=request.user), f"已从草稿中移除“{line.title}”。")
    return redirect(line.plan)


@permission_required("inspections.draft_plan")
@post_only("plan")
def plan_submit(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Plan, pk=pk)
    attempt(request, lambda: plans.submit(plan=found, by=request.user), "计划已送分管局领导审批。")
    return redirect(found)


@permission_required("inspections.draft_plan")
@require_http_methods(["GET", "POST"])
def plan_adjust(request: Request, pk: int) -> HttpResponse:
    """Open an approved plan again, for a reason that the public will read."""
    found = get_object_or_404(Plan, pk=pk)
    form = AdjustForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if carried_out(form, lambda: plans.adjust(plan=found, reason=reason, by=request.user)):
            return redirect(found)
    context: dict[str, Any] = {"form": form, "plan": found, "back": found.get_absolute_url()}
    return office_page(request, "inspections/office/plan_adjust.html", "调整计划", **context)
