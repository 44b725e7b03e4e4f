"""线索移送: the letter, its way up, its receipt and reply."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections import history
from inspections.follow_up_status import ReferralStatus as Status
from inspections.forms.follow_up import ReasonOnly
from inspections.forms.referrals import LetterForm, ReceiptForm, ReplyForm
from inspections.models import Inspection, Referral
from inspections.models.referral import OUT
from inspections.services import hands, referrals, standing
from inspections.views.common import READ, record_or_404
from inspections.views.offers import Offer, Page
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.office import carried_out


def _named(service: Any) -> Any:
    """A service that calls its row `referral`."""
    return lambda row, **given: service(referral=row, **given)


def _turn(row: Referral, user: User) -> bool:
    return referrals.eligible(row).filter(pk=user.pk).exists()


def _hand(row: Referral, user: User) -> bool:
    return hands.is_hand(row.inspection.visit, user)


OFFERS = (
    Offer(
        "review",
        "审核移送函",
        "审核通过，报分管局领导",
        "已审核，报分管局领导审批。",
        _named(referrals.review),
        lambda row, user: row.status == Status.PENDING_HEAD and _turn(row, user),
    ),
    Offer(
        "approve",
        "审批移送函",
        "批准移送",
        "已批准移送。请将移送函和证据材料送交接收机关，并取回回执。",
        _named(referrals.approve),
        lambda row, user: row.status == Status.PENDING_LEADER and _turn(row, user),
        hint="批准之日起计算催办日期。",
    ),
    Offer("return", "退回修改", "退回", "已退回拟稿人。", _named(referrals.send_back), _turn, ReasonOnly, folded=True),
    Offer(
        "receipt",
        "登记回执",
        "登记回执",
        "已登记回执。",
        _named(referrals.receipt),
        lambda row, user: row.status == Status.ISSUED and _hand(row, user),
        ReceiptForm,
    ),
    Offer(
        "reply",
        "登记处理结果",
        "登记回复",
        "已登记回复，不再催办。",
        _named(referrals.reply),
        lambda row, user: row.status in OUT and _hand(row, user),
        ReplyForm,
    ),
)


def _context(request: Request, row: Referral) -> dict[str, Any]:
    return {
        "inspection": row.inspection,
        "visit": row.inspection.visit,
        "late": Referral.objects.late(now()).filter(pk=row.pk).exists(),
        "today": today(),
        "may_redraft": row.status == Status.RETURNED and row.drafted_by_id == request.user.pk,
        "eligible": referrals.eligible(row),
        "waiting": row.status in referrals.ROLE,
        "history": history.of(row),
    }


PAGE = Page("inspections/referral.html", "referral_act", OFFERS, _context)


@permission_required(*READ)
@require_safe
def referral(request: Request, pk: int) -> HttpResponse:
    return PAGE.show(request, _or_404(request, pk))


@permission_required(*READ)
@post_only("referral", keep=("pk",))
def act(request: Request, pk: int, slug: str) -> HttpResponse:
    return PAGE.act(request, _or_404(request, pk), slug)


def _or_404(request: Request, pk: int) -> Referral:
    return get_object_or_404(Referral.objects.visible_to(request.user).for_page(), pk=pk)


@permission_required("inspections.record_visit")
@require_http_methods(["GET", "POST"])
def draft(request: Request, pk: int) -> HttpResponse:
    found = record_or_404(request, pk)
    form = LetterForm(request.POST or None)
    if form.is_valid():
        made = carried_out(form, lambda: referrals.draft(inspection=found, by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, "移送函已报所队长审核，批准时编文号。")
            return redirect(made)
    return _letter(request, found, form)


@permission_required("inspections.record_visit")
@require_http_methods(["GET", "POST"])
def redraft(request: Request, pk: int) -> HttpResponse:
    """Sent back: the same letter with the words it had."""
    found = _or_404(request, pk)
    form = LetterForm(request.POST or None, initial=_initial(found))
    if form.is_valid():
        made = carried_out(form, lambda: referrals.redraft(referral=found, by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, "移送函已重新报所队长审核。")
            return redirect(made)
    return _letter(request, found.inspection, form, found)


def _letter(request: Request, found: Inspection, form: LetterForm, row: Referral | None = None) -> HttpResponse:
    context = {"inspection": found, "visit": found.visit, "form": form, "row": row}
    return render(request, "inspections/referral_new.html", context)


def _initial(row: Referral) -> dict[str, Any]:
    evidence = "\n".join(f"{one.name}，{one.copies}，{one.pages}" for one in row.evidence.all())
    words = {name: getattr(row, name) for name in ("matter", *referrals.TEXTS)}
    return {**words, "inside": "in" if row.inside else "out", "evidence": evidence}


def may_draft(inspection: Inspection, user: User) -> bool:
    return inspection.submitted_at is not None and user.pk in standing.team(inspection.visit)
