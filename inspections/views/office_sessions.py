"""抽取场次 on the office's desk: looked over, frozen by two people, drawn once in front of witnesses."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from inspections.draw_sheet import sheet
from inspections.forms import ReasonForm
from inspections.forms.numbers import NumbersForm
from inspections.forms.office import SessionForm
from inspections.models import Draw, DrawSession
from inspections.services import draws, openings, preflight, sessions
from inspections.status import SessionStatus
from inspections.views.common import attempt
from inspections.views.office_draws import public_side
from inspections.views.session_papers import handed_out
from inspections.views.supplements import to_supplement
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.office import carried_out, office_page

SUPERVISE = (Role.SUPERVISOR, Role.LEADER)
READ = ("inspections.view_drawsession", "inspections.view_draws")
BEFORE = (SessionStatus.OPEN, SessionStatus.PROPOSED)


@permission_required(*READ)
@require_safe
def session_list(request: Request) -> HttpResponse:
    rows = DrawSession.objects.select_related("opened_by", "supplement_to").prefetch_related(
        "tasks__line__item", "draws__drawn"
    )
    return office_page(request, "inspections/office/session_list.html", "抽取场次", sessions=rows)


@permission_required("inspections.prepare_task")
@require_http_methods(["GET", "POST"])
def session_new(request: Request) -> HttpResponse:
    form = SessionForm(request.POST or None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "held_on", "place", "tasks", "lottery_at")}
        made = carried_out(form, lambda: sessions.open_session(**given, sources=form.sources, by=request.user))
        if made:
            return redirect(made)
    context: dict[str, Any] = {"form": form, "back": reverse("session_list")}
    return office_page(request, "inspections/office/session_new.html", "安排抽取场次", **context)


@permission_required(*READ)
@require_safe
def session(request: Request, pk: int) -> HttpResponse:
    """One page for the whole life of a sitting: what it shows follows its state."""
    found = _session_or_404(pk)
    return _page(request, found, NumbersForm(session=found) if found.status == SessionStatus.FROZEN else None)


def _session_or_404(pk: int) -> DrawSession:
    rows = DrawSession.objects.select_related("opened_by", "proposed_by", "frozen_by", "drawn_by")
    return get_object_or_404(rows, pk=pk)


def _page(request: Request, found: DrawSession, numbers: NumbersForm | None = None) -> HttpResponse:
    status = SessionStatus(found.status)
    context: dict[str, Any] = {"session": found, "reason_form": ReasonForm(), "numbers": numbers}
    if status in BEFORE:
        context["previews"] = preflight.previews(found)
        context["blocked"] = any(preview.problems for preview in context["previews"])
        context["warned"] = any(preview.warnings for preview in context["previews"])
    else:
        context["sheets"] = _sheets(found)
        context |= public_side(found, request.user) | handed_out(found) | {"lacking": to_supplement(found)}
    return office_page(request, f"inspections/office/session_{status.value.lower()}.html", found.title, **context)


def _sheets(found: DrawSession) -> list[Any]:
    rows = found.draws.select_related("task__line__unit", "task__line__item").order_by("number")
    return [sheet(draw) for draw in rows]


def _act(request: Request, pk: int, act: Callable[[DrawSession], object], done: str) -> HttpResponse:
    found = _session_or_404(pk)
    attempt(request, lambda: act(found), done)
    return redirect(found)


@permission_required("inspections.freeze")
@post_only("session")
def propose(request: Request, pk: int) -> HttpResponse:
    done, note = "已提出封存。请另一人核对后确认。", request.POST.get("note", "")
    return _act(request, pk, lambda it: sessions.propose_freeze(session=it, note=note, by=request.user), done)


@permission_required("inspections.confirm_freeze")
@post_only("session")
def confirm(request: Request, pk: int) -> HttpResponse:
    done = "名录已封存，校验码已公布。"
    return _act(request, pk, lambda it: sessions.confirm_freeze(session=it, by=request.user), done)


@permission_required("inspections.freeze", "inspections.confirm_freeze")
@post_only("session")
def send_back(request: Request, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    done = "已退回修改。"
    return _act(request, pk, lambda it: sessions.withdraw_proposal(session=it, reason=reason, by=request.user), done)


@permission_required("inspections.prepare_task")
@post_only("session")
def cancel(request: Request, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    done = "场次已取消，任务可以列入别的场次。"
    return _act(request, pk, lambda it: sessions.cancel(session=it, reason=reason, by=request.user), done)


@permission_required("inspections.draw")
@post_only("session")
def draw(request: Request, pk: int) -> HttpResponse:
    """Computes once. A second click, or a second person, is shown the result that stands."""
    found = _session_or_404(pk)
    form = NumbersForm(request.POST, session=found)
    try:
        sessions.require_undrawn(found)
        if not form.is_valid():
            return _page(request, found, form)
        _draw(found, form, request)
    except AlreadyDone as done:
        messages.warning(request, str(done))
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, form)
    else:
        messages.success(request, "抽取完成，结果已存证。")
    return redirect(found)


def _draw(found: DrawSession, form: NumbersForm, request: Request) -> DrawSession:
    numbers, again = form.read(), form.read("_again")
    return sessions.draw(session=found, numbers=numbers, again=again, witnesses=form.witnesses, by=request.user)


@permission_required(*READ)
@require_safe
def commitment(request: Request, pk: int) -> HttpResponse:
    """The commitment of one draw to the byte."""
    found = get_object_or_404(Draw, pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="{found.number}-commitment.txt"'}
    return HttpResponse(found.commit_text, content_type="text/plain; charset=utf-8", headers=headers)


@permission_required("inspections.view_draws")
@require_safe
def bundle(request: Request, pk: int) -> HttpResponse:
    """证据包 of an opened draw; of a sensitive trade for 监督员 and 分管局领导 alone (decisions, Draw 8)."""
    found = get_object_or_404(Draw, pk=pk)
    if openings.restricted(found) and not any(request.user.has_role(role) for role in SUPERVISE):
        raise PermissionDenied
    try:
        text = openings.bundle(found).json()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    headers = {"Content-Disposition": f'attachment; filename="{found.number}-bundle.json"'}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


@permission_required(*READ)
@post_only("session")
def recompute(request: Request, pk: int) -> HttpResponse:
    """Compute every draw of the sitting again from the stored bytes, and say whether the result is the same."""
    found = _session_or_404(pk)
    rows = list(found.draws.exclude(result_hash=""))
    wrong = [row.number for row in rows if not draws.recomputes(row)]
    if wrong:
        messages.error(request, f"{'、'.join(wrong)} 重新计算的结果与存证不一致。请立即报告纪检监督。")
    else:
        messages.success(request, f"已用存证的名录和号码重新计算 {len(rows)} 个任务，结果与存证完全一致。")
    return redirect(found)
