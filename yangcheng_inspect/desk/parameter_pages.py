"""参数 under /admin/ (ux.md G14): the list, the history of one, a proposal, 分管局领导's decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yangcheng_inspect import parameters
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import parameter_effect, parameter_rows
from yangcheng_inspect.desk.parameter_forms import ChangeForm, RefusalForm
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import carried_out, office_page
from yangcheng_inspect.parameters import services
from yangcheng_inspect.parameters.definitions import BY_KEY, Definition
from yangcheng_inspect.parameters.models import ParameterValue
from yangcheng_inspect.parameters.services import APPROVE, PROPOSE
from yangcheng_inspect.parameters.status import ValueStatus


@permission_required(PROPOSE, APPROVE)
@require_safe
def parameter_list(request: Request) -> HttpResponse:
    return office_page(request, "desk/parameters.html", "参数", groups=parameter_rows.groups(today()))


@permission_required(PROPOSE, APPROVE)
@require_safe
def parameter(request: Request, key: str) -> HttpResponse:
    """One parameter with everything ever proposed for it."""
    row = parameter_rows.one(_definition(key), today())
    return office_page(request, "desk/parameter.html", row.definition.label, row=row)


def _definition(key: str) -> Definition:
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


@permission_required(PROPOSE)
@require_http_methods(["GET", "POST"])
def parameter_change(request: Request, key: str) -> HttpResponse:
    """Propose another value; the first time the effect is shown, ticked it goes to 分管局领导."""
    definition = _definition(key)
    form = ChangeForm(request.POST or None, definition=definition, current=parameters.value(key))
    if form.is_valid():
        made = carried_out(form, lambda: services.set_value(key=key, by=request.user, **form.proposed))
        if made:
            messages.success(request, "已送分管局领导审批。批准前仍按原值计算。")
            return redirect(made)
    back = reverse("parameter", args=[key])
    return office_page(request, "desk/parameter_change.html", definition.label, form=form, back=back)


@permission_required(PROPOSE, APPROVE)
@require_safe
def parameter_value(request: Request, pk: int) -> HttpResponse:
    return _page(request, _or_404(pk), RefusalForm())


def _or_404(pk: int) -> ParameterValue:
    return get_object_or_404(ParameterValue.objects.for_page(), pk=pk)


def _page(request: Request, change: ParameterValue, form: RefusalForm) -> HttpResponse:
    pending, mine = change.status == ValueStatus.PENDING, change.proposed_by_id == request.user.pk
    context: dict[str, Any] = {
        "change": change,
        "now": parameter_rows.one(change.definition, today()),
        "effect": parameter_effect.of(change.definition, change.value, change.in_force_from) if pending else None,
        "my_turn": pending and not mine and request.user.has_perm(APPROVE),
        "may_withdraw": pending and mine,
        "form": form,
    }
    return office_page(request, "desk/parameter_value.html", str(change), **context)


@permission_required(APPROVE)
@post_only("parameter_value")
def parameter_approve(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, services.approve, "已批准。施行日期起开始的期限按新值计算。")


@permission_required(PROPOSE)
@post_only("parameter_value")
def parameter_withdraw(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, services.withdraw, "已撤回。")


def _act(request: Request, pk: int, act: Callable[..., object], done: str) -> HttpResponse:
    change = _or_404(pk)
    try:
        act(change=change, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(change)


@permission_required(APPROVE)
@post_only("parameter_value")
def parameter_decline(request: Request, pk: int) -> HttpResponse:
    change, form = _or_404(pk), RefusalForm(request.POST)
    if form.is_valid():
        decision = form.cleaned_data["decision"]
        if carried_out(form, lambda: services.decline(change=change, decision=decision, by=request.user)):
            messages.success(request, "已登记为不予批准。")
            return redirect(change)
    return _page(request, change, form)
