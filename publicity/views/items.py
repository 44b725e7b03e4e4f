"""公布 an approved version that does not stand on the public list yet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from publicity.services import item_notices
from registry.models import ItemVersion
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError


@permission_required("registry.manage_items")
@post_only("item_version")
def item_version_publish(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(ItemVersion.objects.unpublished(), pk=pk)
    try:
        item_notices.release(version=version, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已公布。任何人都能在抽查事项清单中看到。")
    return redirect(version)
