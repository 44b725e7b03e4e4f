"""消息: what a person was told; reading one leads to the page where it is done."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from publicity.models import Message
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.clock import now
from yangcheng_inspect.paging import paginate

READ = ("desk.read_notices",)


@permission_required(*READ)
@require_safe
def notice_list(request: Request) -> HttpResponse:
    """Newest first; unread ones are marked."""
    mine = Message.objects.to(request.user)
    page = paginate(request, mine.select_related("publication__inspection__visit"))
    return render(request, "desk/notices.html", {"page": page, "waiting": mine.unread().count()})


@permission_required(*READ)
@post_only("notice_list", keep=())
def notice_open(request: Request, pk: int) -> HttpResponse:
    """Read it and go on to what it is about."""
    found = get_object_or_404(Message.objects.to(request.user), pk=pk)
    Message.objects.filter(pk=found.pk, read_at__isnull=True).update(read_at=now())
    inside = url_has_allowed_host_and_scheme(found.url, allowed_hosts=None)
    return redirect(found.url if inside and found.url else "notice_list")


@permission_required(*READ)
@post_only("notice_list")
def notice_read_all(request: Request) -> HttpResponse:
    Message.objects.to(request.user).unread().update(read_at=now())
    return redirect("notice_list")
