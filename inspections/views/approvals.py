"""行政检查审批表: reported by the team or the office, reviewed by 单位负责人, approved by 分管局领导."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from inspections import history
from inspections.forms import ReasonForm, WhyOnSiteForm
from inspections.forms.before import UrgentForm
from inspections.models import VisitApproval
from inspections.services import approvals, standing, urgent
from inspections.views.common import READ, attempt
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.paging import paginate

DECIDE = ("inspections.approve_visits_as_head", "inspections.approve_visits", "inspections.office_review")


def _approval_or_404(request: Request, pk: int) -> VisitApproval:
    return get_object_or_404(VisitApproval.objects.visible_to(request.user).for_page(), pk=pk)


@permission_required(*READ)
@require_safe
def approval_list(request: Request) -> HttpResponse:
    mine = standing.approvals_waiting_for(request.user)
    rows = VisitApproval.objects.visible_to(request.user).for_page()
    return render(request, "inspections/approvals.html", {"mine": mine, "page": paginate(request, rows)})


@permission_required(*READ)
@require_safe
def approval(request: Request, pk: int) -> HttpResponse:
    found = _approval_or_404(request, pk)
    return _page(request, found, why_form=WhyOnSiteForm(initial={"why_on_site": found.why_on_site}))


def _page(
    request: Request,
    found: VisitApproval,
    *,
    why_form: WhyOnSiteForm | None = None,
    reason_form: ReasonForm | None = None,
) -> HttpResponse:
    deciding = standing.eligible_for_approval(found)
    context = {
        "approval": found,
        "may_submit": approvals.may_submit(found, request.user),
        "my_turn": deciding.filter(pk=request.user.pk).exists(),
        "deciding": deciding,
        "why_form": why_form or WhyOnSiteForm(),
        "reason_form": reason_form or ReasonForm(),
        "urgent_form": UrgentForm() if urgent.may_allow(found, request.user) else None,
        "history": history.of(found),
    }
    return render(request, "inspections/approval.html", context)


@permission_required("inspections.submit_visits")
@post_only("approval")
def submit(request: Request, pk: int) -> HttpResponse:
    found = _approval_or_404(request, pk)
    form = WhyOnSiteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, why_form=form)
    why = form.cleaned_data["why_on_site"]
    method = form.cleaned_data["method"]
    attempt(
        request,
        lambda: approvals.submit(approval=found, why_on_site=why, method=method, by=request.user),
        "已报所队长审核。",
    )
    return redirect(found)


@permission_required(*DECIDE)
@post_only("approval")
def review(request: Request, pk: int) -> HttpResponse:
    return _decide(request, pk, approvals.review, "已审核通过，报分管局领导审批。")


@permission_required("inspections.approve_visits")
@post_only("approval")
def approve(request: Request, pk: int) -> HttpResponse:
    return _decide(request, pk, approvals.approve, "已批准。检查人员现在可以按期到场检查。")


def _decide(request: Request, pk: int, act: Callable[..., object], done: str) -> HttpResponse:
    found = _approval_or_404(request, pk)
    attempt(request, lambda: act(approval=found, by=request.user), done)
    return redirect(found)


@permission_required(*DECIDE)
@post_only("approval")
def send_back(request: Request, pk: int) -> HttpResponse:
    found = _approval_or_404(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reason_form=form)
    reason = form.cleaned_data["reason"]
    attempt(request, lambda: approvals.send_back(approval=found, reason=reason, by=request.user), "已退回。")
    return redirect(found)
