"""年度抽查计划 on 分管局领导's desk: read, approve or send back. Drafting is the office's work, under /admin/."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from inspections import history
from inspections.forms import ReasonForm
from inspections.models import Plan, PlanLine
from inspections.services import plans
from inspections.status import PlanStatus
from inspections.strata import KEY
from inspections.views.common import attempt
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request

PER_CENT = 100
"""Ratios are kept in ‱."""


@permission_required("inspections.approve_plan")
@require_safe
def plan_approvals(request: Request) -> HttpResponse:
    rows = Plan.objects.select_related("drafted_by", "approved_by").prefetch_related("lines")
    waiting = rows.filter(status=PlanStatus.PENDING)
    decided = rows.filter(status__in=[PlanStatus.APPROVED, PlanStatus.CLOSED])
    return render(request, "inspections/plan_approvals.html", {"waiting": waiting, "decided": decided})


@permission_required("inspections.approve_plan")
@require_safe
def plan_approval(request: Request, pk: int) -> HttpResponse:
    return _page(request, _plan_or_404(pk), ReasonForm())


def _plan_or_404(pk: int) -> Plan:
    return get_object_or_404(Plan.objects.exclude(status=PlanStatus.DRAFT).select_related("drafted_by"), pk=pk)


def _page(request: Request, plan: Plan, form: ReasonForm) -> HttpResponse:
    lines = list(plan.lines.select_related("item", "unit"))
    context = {
        "plan": plan,
        "rows": [(line, _ratios(line)) for line in lines],
        "base": sum(line.base for line in lines),
        "my_turn": plan.status == PlanStatus.PENDING and plan.drafted_by_id != request.user.pk,
        "reason_form": form,
        "history": history.of(plan),
    }
    return render(request, "inspections/plan_approval.html", context)


def _ratios(line: PlanLine) -> list[str]:
    """What is drawn of each stratum that had firms when the line was written: `B 类重点 12 户，20%`."""
    kinds = {code: f"{code[0]} 类{'重点' if code.endswith(KEY) else ''}" for code in line.counts}
    return [
        f"{kinds[code]} {count} 户，{line.ratios.get(code, 0) / PER_CENT:g}%"
        for code, count in sorted(line.counts.items())
    ]


@permission_required("inspections.approve_plan")
@post_only("plan_approval")
def approve(request: Request, pk: int) -> HttpResponse:
    found = _plan_or_404(pk)
    attempt(request, lambda: plans.approve(plan=found, by=request.user), "计划已批准，可以建立抽查任务。")
    return redirect("plan_approval", pk)


@permission_required("inspections.approve_plan")
@post_only("plan_approval")
def send_back(request: Request, pk: int) -> HttpResponse:
    found = _plan_or_404(pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    reason = form.cleaned_data["reason"]
    attempt(request, lambda: plans.send_back(plan=found, reason=reason, by=request.user), "计划已退回双随机办修改。")
    return redirect("plan_approvals")
