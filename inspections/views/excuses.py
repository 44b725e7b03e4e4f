"""签收 and 换人: the officer on the phone, the unit head or the office at the desk."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.forms.excuses import ExcuseForm
from inspections.models import Excuse, Replacement, Visit
from inspections.services import excuses, site_recusal
from inspections.status import ExcuseStatus
from inspections.views.common import attempt, visit_or_404
from registry.models import Inspector
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.office import carried_out

RECENT = 20


@permission_required("inspections.visit_entity")
@post_only("visit")
def accept(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    attempt(request, lambda: excuses.accept(visit=found, by=request.user), "已签收。")
    return redirect(found)


@permission_required("inspections.ask_recusal")
@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    """申请回避或者换人."""
    found = visit_or_404(request, pk)
    form = ExcuseForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if carried_out(form, lambda: excuses.ask(visit=found, **given, by=request.user)):
            return redirect(found)
    return render(request, "inspections/excuse_form.html", {"visit": found, "form": form})


@permission_required("inspections.ask_recusal")
@post_only("my_visits", keep=())
def withdraw(request: Request, pk: int) -> HttpResponse:
    excuse = get_object_or_404(Excuse, pk=pk)
    visit = visit_or_404(request, excuse.visit_id)
    attempt(request, lambda: excuses.withdraw(excuse=excuse, by=request.user), "申请已撤回。")
    return redirect(visit)


@permission_required("inspections.decide_recusal")
@require_safe
def excuse_list(request: Request) -> HttpResponse:
    """Applications this person may decide, and the replacements the rule made lately."""
    waiting = Excuse.objects.filter(status=ExcuseStatus.PENDING).select_related(
        "visit__task", "inspector__unit", "asked_by"
    )
    mine = [
        (excuse, site_recusal.candidates(excuse.visit) if excuse.visit.drawn_id is None else [])
        for excuse in waiting
        if excuses.may_decide(excuse, request.user)
    ]
    return render(request, "inspections/excuses.html", {"waiting": mine, "made": list(_made(request.user))})


def _made(user: User) -> Iterator[tuple[Replacement, bool]]:
    """Replacements in the visits this person sees or decided on, and whether the ground may be read by him."""
    seen = Visit.objects.visible_to(user).order_by().values("pk")
    rows = Replacement.objects.filter(Q(excuse__visit__in=seen) | Q(excuse__decided_by=user)).order_by("-made_at")
    for row in rows.select_related("drawn__pooled", "outgoing", "incoming", "excuse__visit", "excuse__inspector__unit")[
        :RECENT
    ]:
        excuse = row.excuse
        yield row, excuse.decided_by_id == user.pk or user.has_role(Role.OFFICE) or excuses.may_decide(excuse, user)


@permission_required("inspections.decide_recusal")
@post_only("excuses", keep=())
def approve(request: Request, pk: int) -> HttpResponse:
    excuse = get_object_or_404(Excuse, pk=pk)
    done = "已同意。接替人员由程序按封存的名单和抽取号码算出，已通知。"
    number = request.POST.get("incoming", "")
    incoming = Inspector.objects.filter(pk=number).first() if number.isdecimal() else None
    if excuse.visit.drawn_id is None:
        done = "已同意，已换人。"
    attempt(request, lambda: excuses.approve(excuse=excuse, incoming=incoming, by=request.user), done)
    return redirect("excuses")


@permission_required("inspections.decide_recusal")
@post_only("excuses", keep=())
def decline(request: Request, pk: int) -> HttpResponse:
    excuse = get_object_or_404(Excuse, pk=pk)
    decision = request.POST.get("reason", "")
    attempt(request, lambda: excuses.decline(excuse=excuse, decision=decision, by=request.user), "未同意换人。")
    return redirect("excuses")
