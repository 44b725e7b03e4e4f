"""风险矩阵 and 投诉举报 on the office's desk, under /admin/."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from registry.forms import ReasonForm
from registry.models import Complaint, InspectionItem, MarketEntity, RiskMatrix
from registry.models.risk_matrix import STRATA
from registry.risk_forms import (
    ComplaintForm,
    ItemChoiceForm,
    MatrixSettingsForm,
    NewMatrixForm,
    Scope,
    SettleForm,
    grid,
)
from registry.services import complaints, risk_matrices
from registry.services.matrix_grid import grid_of
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import carried_out, office_page

DRAFTER = "registry.draft_risk_matrix"
REGISTRAR = "registry.register_complaint"


def _done(request: Request, form: BaseForm, act: Callable[[], object], words: str) -> bool:
    """Whether the form was in order and the service did it; then it is said."""
    if not form.is_valid() or carried_out(form, act) is None:
        return False
    messages.success(request, words)
    return True


@permission_required(DRAFTER)
@require_http_methods(["GET", "POST"])
def risk_matrix_draft(request: Request) -> HttpResponse:
    """A new version, copied from the one in force."""
    form = NewMatrixForm(request.POST or None)
    if form.is_valid():
        matrix = carried_out(form, lambda: risk_matrices.draft(source=form.cleaned_data["source"], by=request.user))
        if matrix:
            return redirect("risk_matrix_edit", matrix.pk)
    context: dict[str, Any] = {"form": form, "back": reverse("risk_matrices"), "act": "起草"}
    return office_page(request, "registry/office/risk_form.html", "起草风险矩阵新版本", **context)


@permission_required(DRAFTER)
@require_http_methods(["GET", "POST"])
def risk_matrix_edit(request: Request, pk: int) -> HttpResponse:
    """The grid of a draft; `?item=` opens cells of its own for one more item."""
    matrix = get_object_or_404(RiskMatrix, pk=pk)
    if not matrix.is_draft:
        return redirect(matrix)
    form = MatrixSettingsForm(request.POST or None, instance=matrix)
    scopes = _scopes(matrix, request)
    if all([scope.is_valid() for scope in scopes]) and _done(
        request,
        form,
        lambda: risk_matrices.change(matrix=matrix, settings=form.settings, grid=grid(scopes), by=request.user),
        "草稿已保存。",
    ):
        return redirect("risk_matrix", pk)
    return _grid_page(request, matrix, form, scopes)


def _grid_page(request: Request, matrix: RiskMatrix, form: BaseForm, scopes: list[Scope]) -> HttpResponse:
    wrong = any(cell.errors for scope in scopes for cell in scope.forms)
    context: dict[str, Any] = {
        "matrix": matrix,
        "form": form,
        "scopes": scopes,
        "keys": ",".join(scope.key for scope in scopes if scope.item),
        "choice": ItemChoiceForm(),
        "wrong": wrong,
    }
    return office_page(request, "registry/office/risk_grid.html", f"修改{matrix}草稿", **context)


def _scopes(matrix: RiskMatrix, request: Request) -> list[Scope]:
    """General cells first; then the items that have their own, or shall get them."""
    known, labels = grid_of(matrix), dict(STRATA)
    asked = f"{request.POST.get('items', '')},{request.GET.get('item', '')}".split(",")
    wanted = {pk for pk in known if pk} | {int(key) for key in asked if key.isdecimal() and len(key) < 10}
    data = request.POST or None
    items = InspectionItem.objects.filter(pk__in=wanted)
    general = Scope(None, known[None], labels, data)
    return [general, *(Scope(item, known.get(item.pk, known[None]), labels, data) for item in items)]


@permission_required(DRAFTER)
@post_only("risk_matrix")
def risk_matrix_submit(request: Request, pk: int) -> HttpResponse:
    matrix = get_object_or_404(RiskMatrix, pk=pk)
    try:
        risk_matrices.submit(matrix=matrix, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{matrix}已送分管局领导审批。")
    return redirect(matrix)


@permission_required(DRAFTER)
@require_http_methods(["GET", "POST"])
def risk_matrix_discard(request: Request, pk: int) -> HttpResponse:
    matrix = get_object_or_404(RiskMatrix, pk=pk)
    form = ReasonForm(request.POST or None)
    if _done(
        request,
        form,
        lambda: risk_matrices.discard(matrix=matrix, reason=form.cleaned_data["reason"], by=request.user),
        f"{matrix}草稿已作废，仍可查看。",
    ):
        return redirect("risk_matrices")
    context: dict[str, Any] = {"form": form, "back": matrix.get_absolute_url(), "act": "作废草稿"}
    return office_page(request, "registry/office/risk_form.html", f"作废{matrix}草稿", **context)


@permission_required(REGISTRAR)
@require_http_methods(["GET", "POST"])
def complaint_new(request: Request, pk: int) -> HttpResponse:
    """登记投诉举报 about one firm."""
    entity = get_object_or_404(MarketEntity, pk=pk)
    form = ComplaintForm(request.POST or None)
    if _done(
        request,
        form,
        lambda: complaints.register(entity=entity, given=form.given, by=request.user),
        f"已登记对“{entity}”的投诉举报。",
    ):
        return redirect(entity)
    context: dict[str, Any] = {
        "form": form,
        "back": entity.get_absolute_url(),
        "act": "登记",
        "entity": entity,
        "complaint": None,
    }
    return office_page(request, "registry/office/complaint.html", "登记投诉举报", **context)


@permission_required(REGISTRAR)
@require_http_methods(["GET", "POST"])
def complaint(request: Request, pk: int) -> HttpResponse:
    """One complaint: what came of it, or that it was entered wrongly."""
    found = get_object_or_404(Complaint.objects.for_page(), pk=pk)
    form, withdrawal = SettleForm(request.POST or None), ReasonForm(prefix="withdraw")
    if _done(
        request,
        form,
        lambda: complaints.settle(complaint=found, **form.cleaned_data, by=request.user),
        "核查结果已登记。",
    ):
        return redirect("complaint", pk)
    context: dict[str, Any] = {"form": form, "withdrawal": withdrawal, "complaint": found, "entity": found.entity}
    return office_page(request, "registry/office/complaint.html", "投诉举报", act="登记核查结果", **context)


@permission_required(REGISTRAR)
@post_only("complaint")
def complaint_withdraw(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Complaint, pk=pk)
    try:
        complaints.withdraw(complaint=found, reason=request.POST.get("withdraw-reason", ""), by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "这件投诉举报已撤销，不再计数。")
    return redirect("complaint", pk)
