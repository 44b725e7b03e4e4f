"""责令改正: the paper of the order, and the order's page with everything that follows it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections import follow_up_clocks as clocks
from inspections import history, vault
from inspections.choices import AnswerChoice
from inspections.follow_up_status import ExtensionStatus
from inspections.follow_up_status import RectificationStatus as Status
from inspections.forms.follow_up import (
    CallForm,
    ExtensionForm,
    JudgeForm,
    OrderPaperForm,
    ProofForm,
    ReasonOnly,
    RefusalForm,
)
from inspections.models import Extension, Inspection, ProofFile, Rectification
from inspections.services import rechecks, rectifications, standing
from inspections.views.common import READ, record_or_404
from inspections.views.offers import Offer, Page
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.office import carried_out


def asked(row: Rectification) -> Extension | None:
    return row.extensions.filter(status=ExtensionStatus.PENDING).first()


def _under_way(row: Rectification, user: User) -> bool:
    return row.status in rectifications.UNDER_WAY and rectifications.is_hand(row, user)


def _may_extend(row: Rectification, user: User) -> bool:
    before = row.extensions.exclude(status=ExtensionStatus.DECLINED).exists()
    return _under_way(row, user) and not before and today() <= row.due_on


def _may_decide_extension(row: Rectification, user: User) -> bool:
    found = asked(row)
    return found is not None and rectifications.deciders(row, found.asked_by_id).filter(pk=user.pk).exists()


def _rechecks(row: Rectification, user: User) -> bool:
    return any(place.inspector.user_id == user.pk for place in row.team)


def _may_judge(row: Rectification, user: User) -> bool:
    seen = row.recheck.ended_on is not None if row.recheck else row.proofs.exists()
    return row.status in rectifications.UNDER_WAY and seen and _rechecks(row, user)


def _may_sign(row: Rectification, user: User) -> bool:
    signed = row.signatures.filter(standing=True, officer__inspector__user=user).exists()
    return row.status == Status.SIGNING and _rechecks(row, user) and not signed


def _may_close(row: Rectification, user: User) -> bool:
    return row.status == Status.JUDGED and rectifications.deciders(row).filter(pk=user.pk).exists()


def _extension(row: Rectification) -> Extension:
    return get_object_or_404(row.extensions, status=ExtensionStatus.PENDING)


def _grant(row: Rectification, *, by: User) -> object:
    return rectifications.decide_extension(extension=_extension(row), agree=True, decision="", by=by)


def _refuse(row: Rectification, *, decision: str, by: User) -> object:
    return rectifications.decide_extension(extension=_extension(row), agree=False, decision=decision, by=by)


def _named(service: Any) -> Any:
    """A service that calls its row `rectification`."""
    return lambda row, **given: service(rectification=row, **given)


OFFERS = (
    Offer("grant", "延期申请", "同意延期", "已同意延期。", _grant, _may_decide_extension),
    Offer("refuse", "不同意延期", "不同意", "未同意延期。", _refuse, _may_decide_extension, RefusalForm, folded=True),
    Offer(
        "close",
        "核准复查结论",
        "核准",
        "已核准，公示的处理情况随之更新。",
        _named(rechecks.close),
        _may_close,
        hint="核准后结论不再改动，已公示的，公众即可看到处理情况。",
    ),
    Offer(
        "return",
        "退回重新复查",
        "退回",
        "已退回复查人员。",
        _named(rechecks.send_back),
        _may_close,
        ReasonOnly,
        folded=True,
    ),
    Offer("sign", "签署复查结论", "本人签名", "已签名。", _named(rechecks.countersign), _may_sign),
    Offer(
        "judge",
        "填写复查结论",
        "填写并签名",
        "已填写并签名，请另一名复查人员签名。",
        _named(rechecks.judge),
        _may_judge,
        JudgeForm,
    ),
    Offer(
        "prove", "登记企业整改材料", "登记", "已登记，请复查。", _named(rectifications.hand_in), _under_way, ProofForm
    ),
    Offer(
        "recheck",
        "安排现场复查",
        "安排复查",
        "已安排，复查的审批表已报所队长审核。",
        _named(rechecks.order),
        lambda row, user: _under_way(row, user) and row.recheck is None,
        CallForm,
        hint="复查由两名民警到场，按检查的程序办理，不计入年度检查频次。",
        folded=True,
    ),
    Offer(
        "extend",
        "申请延长改正期限",
        "申请延期",
        "已报所队长决定。",
        _named(rectifications.ask_extension),
        _may_extend,
        ExtensionForm,
        hint="只能延长一次。",
        folded=True,
    ),
)


def _context(request: Request, row: Rectification) -> dict[str, Any]:
    return {
        "inspection": row.inspection,
        "visit": row.inspection.visit,
        "asked": asked(row),
        "overdue": row.status == Status.OPEN and row.due_on < today(),
        "recheck_by": clocks.recheck_by(row.due_on),
        "signatures": row.signatures.filter(standing=True).select_related("officer__inspector"),
        "deciders": rectifications.deciders(row) if row.status == Status.JUDGED else (),
        "history": history.of(row),
    }


PAGE = Page("inspections/rectification.html", "rectification_act", OFFERS, _context)


@permission_required(*READ)
@require_safe
def rectification(request: Request, pk: int) -> HttpResponse:
    return PAGE.show(request, _or_404(request, pk))


@permission_required(*READ)
@post_only("rectification", keep=("pk",))
def act(request: Request, pk: int, slug: str) -> HttpResponse:
    return PAGE.act(request, _or_404(request, pk), slug)


def _or_404(request: Request, pk: int) -> Rectification:
    return get_object_or_404(Rectification.objects.visible_to(request.user).for_page().distinct(), pk=pk)


@permission_required(*READ)
@require_safe
def picture(request: Request, pk: int) -> HttpResponseBase:
    """A picture of the business's proof, for whoever sees the order."""
    seen = Rectification.objects.visible_to(request.user).order_by().values("pk")
    row = get_object_or_404(ProofFile.objects.filter(rectification__in=seen), pk=pk)
    return vault.sent(row.sha256, f"{row.rectification_id}-{row.pk}.jpg")


@permission_required("inspections.record_visit")
@require_http_methods(["GET", "POST"])
def issue(request: Request, pk: int) -> HttpResponse:
    """The paper: what the record says was found stands there already, to be read and completed."""
    found = record_or_404(request, pk)
    form = OrderPaperForm(request.POST or None, initial=_initial(found))
    if form.is_valid():
        made = carried_out(form, lambda: rectifications.issue(inspection=found, by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, f"责令改正通知书 {made.number} 已出具，请送达检查对象。")
            return redirect(made)
    context = {"inspection": found, "visit": found.visit, "form": form}
    return render(request, "inspections/rectification_issue.html", context)


def _initial(inspection: Inspection) -> dict[str, str]:
    wrong = inspection.answers.filter(choice=AnswerChoice.NO).select_related("check_point")
    facts = "\n".join(f"{row.check_point.prompt}：{row.finding}" for row in wrong)
    return {"facts": facts[:1000], "demand": inspection.handling}


def may_issue(inspection: Inspection, user: User) -> bool:
    ready = inspection.result in rectifications.ORDERABLE and inspection.submitted_at is not None
    return ready and not hasattr(inspection, "rectification") and user.pk in standing.team(inspection.visit)
