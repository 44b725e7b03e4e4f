"""审核审批: the one chain 所队长 → 双随机办 → 分管局领导; the last step publishes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections import changes, checklist, history, preview
from inspections.forms.review import ReturnForm
from inspections.models import Inspection, ReviewMark
from inspections.services import disputes, holding, marks, standing
from inspections.services import review as services
from inspections.status import RecordStatus
from inspections.views import follow_up
from inspections.views.common import attempt, record_or_404
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request

CHAIN = ("inspections.review_record", "inspections.office_review", "inspections.approve_record")


@permission_required(*CHAIN)
@require_safe
def review_queue(request: Request) -> HttpResponse:
    """What waits for this person, most urgent first."""
    waiting = standing.waiting_for(request.user)
    meters = preview.publisher().meters(waiting)
    context = {
        "rows": [(one, meters.get(one.pk)) for one in waiting],
        "batch": len(_batchable(waiting)),
    }
    return render(request, "inspections/review_queue.html", context)


def _batchable(waiting: list[Inspection]) -> list[Inspection]:
    return [one for one in waiting if one.status == RecordStatus.CHECKED and services.may_batch(one)]


@permission_required(*CHAIN)
@require_safe
def review(request: Request, pk: int) -> HttpResponse:
    """Record at left; checklist, public text and the decision at right."""
    found = record_or_404(request, pk)
    return _page(request, found, ReturnForm(found))


def _page(request: Request, found: Inspection, form: ReturnForm) -> HttpResponse:
    publisher = preview.publisher()
    held = holding.of(found)
    in_chain = found.status in standing.STAGE_ROLE
    context = {
        "inspection": found,
        "my_turn": request.user in held.people,
        "held": held,
        "seen": marks.token(found),
        "sections": ReviewMark.Section.choices,
        "changes": changes.of(found) if in_chain else [],
        "in_chain": in_chain,
        "last": found.status == RecordStatus.CHECKED,
        "checklist": checklist.of(found),
        "refusal": (publisher.refusal(found) or disputes.waiting(found.visit)) if in_chain else "",
        **follow_up.card(found, request.user),
        "public_text": publisher.public_text(found),
        "field_rules": publisher.field_rules(found),
        "meter": publisher.meters([found]).get(found.pk),
        "return_form": form,
        "history": history.of_record(found),
    }
    return render(request, "inspections/review.html", context)


@permission_required(*CHAIN)
@post_only("review")
def pass_on(request: Request, pk: int) -> HttpResponse:
    return _decide(request, pk, services.pass_on, "已审核通过。")


@permission_required(*CHAIN)
@post_only("review")
def approve(request: Request, pk: int) -> HttpResponse:
    return _decide(request, pk, services.approve, "已批准，结果已公示。")


def _decide(request: Request, pk: int, act: Callable[..., Any], done: str) -> HttpResponse:
    found = record_or_404(request, pk)
    asked = {"looked": request.POST.getlist("looked"), "seen": request.POST.get("seen", "")}
    if not attempt(request, lambda: act(inspection=found, by=request.user, **asked), f"{found.visit.name}：{done}"):
        return redirect("review", pk)
    return redirect("review_queue")


@permission_required(*CHAIN)
@post_only("review")
def send_back(request: Request, pk: int) -> HttpResponse:
    found = record_or_404(request, pk)
    form = ReturnForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    asked = {"reason": form.cleaned_data["reason"], "remarks": form.remarks, "seen": request.POST.get("seen", "")}
    done = attempt(
        request,
        lambda: services.send_back(inspection=found, **asked, by=request.user),
        f"{found.visit.name}：已退回检查组补正。公示期限不变。",
    )
    return redirect("review_queue") if done else redirect("review", pk)


@permission_required("inspections.approve_record")
@require_http_methods(["GET", "POST"])
def review_batch(request: Request) -> HttpResponse:
    """A read list of 未发现问题, approved at once; nothing is ticked beforehand (architecture, 谁决定什么)."""
    waiting = _batchable(standing.waiting_for(request.user))
    if request.method == "POST":
        return _approve_ticked(request, waiting)
    prefetch_related_objects(waiting, "answers__check_point")
    publisher = preview.publisher()
    meters = publisher.meters(waiting)
    rows = [(one, meters.get(one.pk), publisher.public_text(one), publisher.refusal(one)) for one in waiting]
    return render(request, "inspections/review_batch.html", {"rows": rows})


def _approve_ticked(request: Request, waiting: list[Inspection]) -> HttpResponse:
    ticked = set(request.POST.getlist("record"))
    chosen = [one for one in waiting if str(one.pk) in ticked]
    if not ticked or len(chosen) != len(ticked):
        words = "列表已有变化，请重新核对后勾选。" if ticked else "请先勾选已核对的检查。"
        messages.error(request, words)
        return redirect("review_batch")
    attempt(
        request,
        lambda: services.approve_list(inspections=chosen, by=request.user),
        f"已批准 {len(chosen)} 件，结果已公示。",
    )
    return redirect("review_queue")
