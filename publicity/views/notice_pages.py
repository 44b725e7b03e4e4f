"""公告与解读: one list and one page for 双随机办 and 分管局领导; the office's forms stand in `office_notices`."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from publicity.models import NoticeVersion
from publicity.notice_status import NoticeStatus
from publicity.public_site.plain_body import blocks
from publicity.services import notice_decisions
from publicity.services.notice_decisions import APPROVER
from publicity.services.notice_drafts import DRAFTER
from registry.forms import ReasonForm
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError

OPEN = [NoticeStatus.PENDING, NoticeStatus.DRAFT]
GONE_BY = [NoticeStatus.SUPERSEDED, NoticeStatus.DISCARDED]


@permission_required(DRAFTER, APPROVER)
@require_safe
def bulletin_list(request: Request) -> HttpResponse:
    """What is under way, then what the public reads or read."""
    rows = NoticeVersion.objects.for_page()
    context = {"open": rows.filter(status__in=OPEN), "done": rows.exclude(status__in=[*OPEN, *GONE_BY])}
    return render(request, "publicity/notice_list.html", context)


@permission_required(DRAFTER, APPROVER)
@require_safe
def bulletin_version(request: Request, pk: int) -> HttpResponse:
    """One version exactly as the public would read it; whoever's turn it is acts here."""
    version = get_object_or_404(NoticeVersion.objects.for_page(), pk=pk)
    mine = notice_decisions.wrote(version, request.user)
    shown = version.notice.versions.filter(status=NoticeStatus.PUBLISHED).first()
    context = {
        "version": version,
        "notice": version.notice,
        "blocks": blocks(version.body),
        "shown": shown if shown != version else None,
        "others": version.notice.versions.exclude(pk=pk),
        "sending_back": ReasonForm(),
        "may_decide": version.is_pending and request.user.has_perm(APPROVER) and not mine,
        "may_draft": request.user.has_perm(DRAFTER),
    }
    return render(request, "publicity/notice_version.html", context)


@permission_required(APPROVER)
@post_only("bulletin_version")
def bulletin_approve(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(NoticeVersion, pk=pk)
    try:
        version = notice_decisions.approve(version=version, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        done = "已撤下，公众只能看到撤下的理由。" if version.withdraws else "已批准并公布。任何人都能看到。"
        messages.success(request, done)
    return redirect(version)


@permission_required(APPROVER)
@post_only("bulletin_version")
def bulletin_return(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(NoticeVersion, pk=pk)
    try:
        notice_decisions.send_back(version=version, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(version)
    messages.success(request, "已退回双随机办。")
    return redirect("bulletin_list")
