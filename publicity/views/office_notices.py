"""公告与解读 on the office's desk, under /admin/: write, change, propose to take down, send for approval."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from publicity.models import Notice, NoticeVersion
from publicity.notice_forms import NewNoticeForm, PublicReasonForm, TextForm
from publicity.notice_status import NoticeStatus
from publicity.services import notice_drafts
from publicity.services.notice_drafts import DRAFTER
from registry.forms import ReasonForm
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import carried_out, office_page


def _form_page(request: Request, form: Any, title: str, back: str, act: str, hint: str = "") -> HttpResponse:
    return office_page(request, "publicity/notice_form.html", title, form=form, back=back, act=act, hint=hint)


def _done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form was in order and the service did it."""
    return form.is_valid() and carried_out(form, act) is not None


@permission_required(DRAFTER)
@require_http_methods(["GET", "POST"])
def bulletin_new(request: Request) -> HttpResponse:
    form = NewNoticeForm(request.POST or None)
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        version = carried_out(form, lambda: notice_drafts.draft(kind=kind, text=form.text, by=request.user))
        if version:
            messages.success(request, "草稿已保存。看过预览后送批。")
            return redirect(version)
    return _form_page(request, form, "起草公告", reverse("bulletin_list"), "保存草稿并预览")


@permission_required(DRAFTER)
@require_http_methods(["GET", "POST"])
def bulletin_edit(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(NoticeVersion, pk=pk)
    if not version.is_draft or version.withdraws:
        return redirect(version)
    form = TextForm(request.POST or None, instance=version)
    if _done(form, lambda: notice_drafts.write(version=version, text=form.text, by=request.user)):
        messages.success(request, "草稿已保存。")
        return redirect(version)
    return _form_page(request, form, f"修改草稿：{version.title}", version.get_absolute_url(), "保存草稿并预览")


@permission_required(DRAFTER)
@post_only("bulletin_version")
def bulletin_submit(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(NoticeVersion, pk=pk)
    try:
        notice_drafts.submit(version=version, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已送分管局领导审批。批准后立即公布。")
    return redirect(version)


@permission_required(DRAFTER)
@require_http_methods(["GET", "POST"])
def bulletin_discard(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(NoticeVersion, pk=pk)
    form = ReasonForm(request.POST or None)
    if _done(form, lambda: notice_drafts.discard(version=version, reason=form.cleaned_data["reason"], by=request.user)):
        messages.success(request, "草稿已作废。")
        return redirect("bulletin_list")
    return _form_page(request, form, f"作废草稿：{version.title}", version.get_absolute_url(), "作废草稿")


@permission_required(DRAFTER)
@require_http_methods(["GET", "POST"])
def bulletin_change(request: Request, pk: int) -> HttpResponse:
    """A further version of what the public reads."""
    notice = get_object_or_404(Notice, pk=pk)
    form = PublicReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        version = carried_out(form, lambda: notice_drafts.change(notice=notice, reason=reason, by=request.user))
        if version:
            return redirect("bulletin_edit", version.pk)
    hint = "现行版本在新版本批准前照常公开；以后作为历次版本保留。"
    return _form_page(request, form, f"修改 {notice.number}", _back(notice), "起草新版本", hint)


@permission_required(DRAFTER)
@require_http_methods(["GET", "POST"])
def bulletin_withdraw(request: Request, pk: int) -> HttpResponse:
    """Ask the leader to take a notice down."""
    notice = get_object_or_404(Notice, pk=pk)
    form = PublicReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        version = carried_out(
            form, lambda: notice_drafts.propose_withdrawal(notice=notice, reason=reason, by=request.user)
        )
        if version:
            messages.success(request, "已送分管局领导审批。批准后撤下全部版本，只留编号和理由。")
            return redirect(version)
    return _form_page(request, form, f"撤下 {notice.number}", _back(notice), "送批撤下")


def _back(notice: Notice) -> str:
    shown = notice.versions.filter(status=NoticeStatus.PUBLISHED).first()
    return shown.get_absolute_url() if shown else reverse("bulletin_list")
