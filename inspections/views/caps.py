"""频次例外: asked for a firm by the office or a unit, decided by 分管局领导."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections import history
from inspections.forms.caps import CapForm, CapRefusalForm
from inspections.models import CapException, Visit
from inspections.services import caps
from inspections.views.common import attempt
from registry.models import MarketEntity
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import today
from yangcheng_inspect.office import carried_out
from yangcheng_inspect.paging import paginate

ASK, APPROVE = "inspections.ask_cap_exception", "inspections.approve_cap_exception"


@permission_required(ASK, APPROVE)
@require_safe
def cap_exceptions(request: Request) -> HttpResponse:
    rows = CapException.objects.visible_to(request.user).for_page()
    context = {"waiting": rows.pending(), "page": paginate(request, rows)}
    return render(request, "inspections/cap_exceptions.html", context)


@permission_required("registry.view_entities")
@require_safe
def cap_exception(request: Request, pk: int) -> HttpResponse:
    return _page(request, _or_404(request, pk), CapRefusalForm())


def _or_404(request: Request, pk: int) -> CapException:
    return get_object_or_404(CapException.objects.visible_to(request.user).for_page(), pk=pk)


def _page(request: Request, found: CapException, form: CapRefusalForm) -> HttpResponse:
    pending, mine = found.status == "PENDING", found.proposed_by_id == request.user.pk
    told = Visit.objects.told_to(request.user).of_firm(found.entity)
    context = {
        "exception": found,
        "my_turn": pending and not mine and request.user.has_perm(APPROVE),
        "may_withdraw": pending and mine,
        "done": told.counted(found.year).count(),
        "used": caps.used(told, found.year),
        "form": form,
        "history": history.of(found),
    }
    return render(request, "inspections/cap_exception.html", context)


@permission_required(ASK)
@require_http_methods(["GET", "POST"])
def cap_exception_ask(request: Request, pk: int) -> HttpResponse:
    entity = get_object_or_404(MarketEntity.objects.visible_to(request.user).standing(), pk=pk)
    form = CapForm(request.POST or None, use_required_attribute=False)
    if form.is_valid():
        made = carried_out(form, lambda: caps.ask(entity=entity, by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, "已报分管局领导审批。批准后才能安排超出上限的检查。")
            return redirect(made)
    done = Visit.objects.told_to(request.user).of_firm(entity).counted(today().year).count()
    return render(request, "inspections/cap_ask.html", {"entity": entity, "form": form, "done": done})


@permission_required(APPROVE)
@post_only("cap_exception")
def cap_exception_approve(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, caps.approve, "已批准。这家可以按批准的次数再安排检查。")


@permission_required(ASK)
@post_only("cap_exception")
def cap_exception_withdraw(request: Request, pk: int) -> HttpResponse:
    return _act(request, pk, caps.withdraw, "已撤回申请。")


def _act(request: Request, pk: int, act: Callable[..., object], done: str) -> HttpResponse:
    found = _or_404(request, pk)
    attempt(request, lambda: act(exception=found, by=request.user), done)
    return redirect(found)


@permission_required(APPROVE)
@post_only("cap_exception")
def cap_exception_decline(request: Request, pk: int) -> HttpResponse:
    found, form = _or_404(request, pk), CapRefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    decision = form.cleaned_data["decision"]
    attempt(request, lambda: caps.decline(exception=found, decision=decision, by=request.user), "已登记为不予批准。")
    return redirect(found)
