"""The public side of a sitting: lottery numbers by two people, receipts, corrections, voids."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from inspections.forms.numbers import BallsForm, CorrectionForm, VoidForm
from inspections.models import Draw, DrawSession, NumberCorrection, PublicNumber, VoidRequest
from inspections.services import corrections, public_numbers, sessions, voids
from inspections.status import CorrectionStatus, DrawStatus, SessionStatus, VoidStatus
from inspections.views.common import attempt
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError

VOIDABLE = (DrawStatus.FROZEN, DrawStatus.COMPUTED)


def public_side(session: DrawSession, user: User) -> dict[str, Any]:
    """What the session's page needs beside its sheets: numbers still to enter, corrections, voids."""
    waiting = corrections_of(session)
    return {
        "lotteries": [_lottery(session, source, user) for source in public_numbers.lotteries(session)],
        "lotteries_missing": public_numbers.missing(session),
        "number_known": public_numbers.known(session),
        "corrections": waiting,
        "may_correct": session.status == SessionStatus.DRAWN
        and session.draws.filter(status=DrawStatus.COMPUTED).exists()
        and not any(row.status == CorrectionStatus.PENDING for row in waiting),
        "correction_form": CorrectionForm(),
        "void_form": VoidForm(),
        "voids": VoidRequest.objects.filter(draw__session=session).select_related(
            "draw__task", "proposed_by", "decided_by"
        ),
        "voidable": session.draws.filter(status__in=VOIDABLE).exclude(void_requests__status=VoidStatus.PENDING),
    }


def corrections_of(session: DrawSession) -> list[NumberCorrection]:
    return list(session.corrections.select_related("proposed_by", "decided_by"))


def _lottery(session: DrawSession, source: list[str], user: User) -> dict[str, Any]:
    """One named lottery: what was entered, and the form for whoever may enter it now."""
    number = session.public_numbers.filter(kind=source[0], ref=source[1]).first()
    second = number is not None and number.entered_by_id != user.pk
    done = number is not None and number.confirmed_at is not None
    form = None if done else BallsForm(source=source, second=second)
    return {"source": source, "number": number, "second": second, "form": form}


def _session(pk: int) -> DrawSession:
    return get_object_or_404(DrawSession, pk=pk)


@permission_required("inspections.draw")
@post_only("session", keep={"pk"})
def number(request: Request, pk: int, place: int) -> HttpResponse:
    """Enter a lottery's numbers, or enter them again as the second person."""
    session = _session(pk)
    sources = public_numbers.lotteries(session)
    if place >= len(sources):
        return redirect(session)
    source = sources[place]
    first = PublicNumber.objects.filter(session=session, kind=source[0], ref=source[1]).first()
    second = first is not None and first.entered_by_id != request.user.pk
    form = BallsForm(request.POST, source=source, second=second)
    attempt(request, lambda: _take(session, source, form, second, request.user), "开奖号码已录入。")
    return redirect(session)


def _take(session: DrawSession, source: list[str], form: BallsForm, second: bool, by: User) -> object:
    if not form.is_valid():
        raise DomainError("".join(str(error) for errors in form.errors.values() for error in errors))
    if second:
        return public_numbers.confirm(session=session, source=source, values=form.values, by=by)
    bulletin = form.cleaned_data["bulletin"]
    return public_numbers.enter(session=session, source=source, values=form.values, bulletin=bulletin, by=by)


@permission_required("inspections.draw")
@post_only("session")
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """Say by what the commitment is known to be public."""
    session, receipt = _session(pk), request.POST.get("receipt", "")
    attempt(
        request, lambda: sessions.acknowledge(session=session, receipt=receipt, by=request.user), "公布凭据已登记。"
    )
    return redirect(session)


@permission_required("inspections.draw")
@post_only("session", keep={"pk"})
def correct(request: Request, pk: int, place: int) -> HttpResponse:
    """Propose to put a number right."""
    session, form = _session(pk), CorrectionForm(request.POST)
    if place >= len(session.sources) or not form.is_valid():
        attempt(request, _incomplete, "")
        return redirect(session)
    given = {"values": form.read(session.sources[place][0]), "evidence": form.cleaned_data["evidence"]}
    done = "已提出更正。请另一人对照公告确认。"
    attempt(request, lambda: corrections.propose(session=session, place=place, **given, by=request.user), done)
    return redirect(session)


def _incomplete() -> None:
    raise DomainError("请填写公告上的号码和依据。")


@permission_required("inspections.confirm_freeze", "inspections.approve_void")
@post_only("session_list", keep=())
def decide_correction(request: Request, pk: int) -> HttpResponse:
    """The second person confirms a correction, or lets the number stand."""
    found = get_object_or_404(NumberCorrection, pk=pk)
    if "decline" in request.POST:
        reason = request.POST.get("reason", "")
        attempt(request, lambda: corrections.decline(correction=found, reason=reason, by=request.user), "号码未更正。")
    else:
        done = "号码已更正，结果已重新计算并公布。"
        attempt(request, lambda: corrections.confirm(correction=found, by=request.user), done)
    return redirect(found.session)


@permission_required("inspections.void_draw")
@post_only("session_list", keep=())
def ask_void(request: Request, pk: int) -> HttpResponse:
    """Ask 分管局领导 to void one draw."""
    draw, form = get_object_or_404(Draw, pk=pk), VoidForm(request.POST)
    if form.is_valid():
        done = "作废申请已报分管局领导。"
        attempt(request, lambda: voids.propose(draw=draw, **form.cleaned_data, by=request.user), done)
    else:
        attempt(request, _no_reason, "")
    return redirect(draw.session)


def _no_reason() -> None:
    raise DomainError("请写明作废的理由。理由会公开。")


@permission_required("inspections.approve_void")
@post_only("session_list", keep=())
def decide_void(request: Request, pk: int) -> HttpResponse:
    """分管局领导 voids the draw, or lets it stand."""
    found = get_object_or_404(VoidRequest, pk=pk)
    if "decline" in request.POST:
        decision = request.POST.get("reason", "")
        attempt(request, lambda: voids.decline(request=found, decision=decision, by=request.user), "未同意作废。")
    else:
        attempt(request, lambda: voids.approve(request=found, by=request.user), "已作废，理由已公布。")
    return redirect(found.draw.session)
