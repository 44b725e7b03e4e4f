"""立案: stop on site, hand over after the check, and the page of what was handed over."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections import history
from inspections.choices import PROBLEM_RESULTS
from inspections.follow_up_status import CaseStatus as Status
from inspections.forms.follow_up import DeclineForm, FileForm, HandOverForm, OutcomeForm, ReasonOnly, StopForm
from inspections.models import CaseFiling, Inspection
from inspections.services import cases, hands
from inspections.views.common import READ, record_or_404, visit_or_404
from inspections.views.offers import Offer, Page
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.office import carried_out


def _named(service: Any) -> Any:
    """A service that calls its row `case`."""
    return lambda row, **given: service(case=row, **given)


def _at(status: str) -> Callable[[CaseFiling, User], bool]:
    return lambda row, user: row.status == status and hands.is_hand(row.visit, user)


def _may_note(row: CaseFiling, user: User) -> bool:
    return row.crime and row.told_at is None and hands.is_leader(user)


def _may_release(row: CaseFiling, user: User) -> bool:
    return row.crime and row.released_at is None and hands.is_leader(user)


OFFERS = (
    Offer(
        "told",
        "分管局领导知悉",
        "已知悉",
        "已登记知悉。",
        _named(cases.note_told),
        _may_note,
        hint="现场发现涉嫌犯罪的线索，已移交立案审查，公示文本暂缓公开。",
    ),
    Offer("file", "登记立案", "登记立案", "已登记立案。", _named(cases.file), _at(Status.HANDED), FileForm),
    Offer(
        "decline",
        "登记不予立案",
        "登记不予立案",
        "已登记不予立案。",
        _named(cases.decline),
        _at(Status.HANDED),
        DeclineForm,
        folded=True,
    ),
    Offer("close", "登记办结", "登记办结", "已登记办结。", _named(cases.close), _at(Status.FILED), OutcomeForm),
    Offer(
        "release",
        "解除暂缓公示",
        "解除暂缓",
        "已解除暂缓，可以批准公示。",
        _named(cases.release),
        _may_release,
        ReasonOnly,
        hint="解除后，结果按审批程序公示。",
        folded=True,
    ),
)


def _context(request: Request, row: CaseFiling) -> dict[str, Any]:
    return {"visit": row.visit, "history": history.of(row)}


PAGE = Page("inspections/case.html", "case_act", OFFERS, _context)


@permission_required(*READ)
@require_safe
def case(request: Request, pk: int) -> HttpResponse:
    return PAGE.show(request, _or_404(request, pk))


@permission_required(*READ)
@post_only("case", keep=("pk",))
def act(request: Request, pk: int, slug: str) -> HttpResponse:
    return PAGE.act(request, _or_404(request, pk), slug)


def _or_404(request: Request, pk: int) -> CaseFiling:
    return get_object_or_404(CaseFiling.objects.visible_to(request.user).for_page(), pk=pk)


@permission_required("inspections.record_visit")
@require_http_methods(["GET", "POST"])
def stop(request: Request, pk: int) -> HttpResponse:
    """发现犯罪线索, from the phone."""
    visit = visit_or_404(request, pk)
    form = StopForm(request.POST or None)
    if form.is_valid():
        made = carried_out(form, lambda: cases.stop(visit=visit, by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, "检查已停止，线索已移交，分管局领导会看到。请交检查对象确认后签名提交。")
            return redirect(visit)
    return render(request, "inspections/case_stop.html", {"visit": visit, "form": form})


@permission_required("inspections.record_visit", "inspections.review_record", "inspections.office_review")
@require_http_methods(["GET", "POST"])
def hand_over(request: Request, pk: int) -> HttpResponse:
    found = record_or_404(request, pk)
    form: forms.Form = HandOverForm(request.POST or None)
    if form.is_valid():
        made = carried_out(form, lambda: cases.hand_over(inspection=found, by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, "已移交立案审查。")
            return redirect(made)
    context = {"inspection": found, "visit": found.visit, "form": form}
    return render(request, "inspections/case_new.html", context)


def may_hand_over(inspection: Inspection, user: User) -> bool:
    ready = inspection.submitted_at is not None and inspection.result in PROBLEM_RESULTS
    return ready and not hasattr(inspection, "case") and hands.is_hand(inspection.visit, user)
