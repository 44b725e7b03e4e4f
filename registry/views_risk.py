"""风险矩阵 on the officer site: every version, what it changes, and the leader's decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from registry import matrix_table
from registry.forms import ApprovalForm, ReasonForm
from registry.models import RiskMatrix
from registry.risk_of import matrix_in_force
from registry.services import risk_matrices
from registry.status import MatrixStatus
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError

DRAFTER, APPROVER = "registry.draft_risk_matrix", "registry.approve_risk_matrix"
LONGEST_KEY = 18
"""Digits that a primary key may have."""


@permission_required(DRAFTER, APPROVER)
@require_safe
def risk_matrix_list(request: Request) -> HttpResponse:
    """Every version, newest first, and which one counts today."""
    rows = RiskMatrix.objects.for_page()
    open_ones = rows.filter(status__in=[MatrixStatus.DRAFT, MatrixStatus.PENDING])
    context = {"rows": rows, "in_force": matrix_in_force(today()), "open": open_ones.first()}
    return render(request, "registry/risk_matrices.html", context)


@permission_required(DRAFTER, APPROVER)
@require_safe
def risk_matrix(request: Request, pk: int) -> HttpResponse:
    """One version beside `?with=`, else beside the one in force before it."""
    matrix = get_object_or_404(RiskMatrix.objects.for_page(), pk=pk)
    other = _asked(request, matrix) or matrix_table.before(matrix)
    context = {
        "matrix": matrix,
        "other": other,
        "others": RiskMatrix.objects.exclude(pk=pk),
        "scopes": matrix_table.scopes(matrix, other),
        "settings": matrix_table.settings(matrix, other),
        "approval": ApprovalForm(),
        "sending_back": ReasonForm(),
        "may_decide": request.user.has_perm(APPROVER) and matrix.is_pending,
        "may_draft": request.user.has_perm(DRAFTER) and matrix.is_draft,
    }
    return render(request, "registry/risk_matrix.html", context)


def _asked(request: Request, matrix: RiskMatrix) -> RiskMatrix | None:
    key = request.GET.get("with", "")
    if not (key.isdecimal() and len(key) < LONGEST_KEY):
        return None
    return RiskMatrix.objects.exclude(pk=matrix.pk).filter(pk=int(key)).first()


@permission_required(APPROVER)
@post_only("risk_matrix")
def risk_matrix_approve(request: Request, pk: int) -> HttpResponse:
    matrix, form = get_object_or_404(RiskMatrix, pk=pk), ApprovalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写生效日期。")
        return redirect(matrix)
    try:
        risk_matrices.approve(matrix=matrix, effective_from=form.cleaned_data["effective_from"], by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已批准{matrix}。")
    return redirect(matrix)


@permission_required(APPROVER)
@post_only("risk_matrix")
def risk_matrix_send_back(request: Request, pk: int) -> HttpResponse:
    matrix = get_object_or_404(RiskMatrix, pk=pk)
    try:
        risk_matrices.send_back(matrix=matrix, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已退回{matrix}。")
    return redirect(matrix)
