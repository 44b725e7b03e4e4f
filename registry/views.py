"""抽查事项 on the officer site: versions waiting for the leader, and the page that decides on one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from registry.forms import ApprovalForm, ReasonForm
from registry.models import ItemVersion, LegalBasis
from registry.services import items
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError


@permission_required("registry.approve_item")
def item_versions(request: Request) -> HttpResponse:
    """What waits for the leader."""
    return render(request, "registry/item_versions.html", {"versions": ItemVersion.objects.waiting().for_page()})


@permission_required("registry.view_registry")
def item_version(request: Request, pk: int) -> HttpResponse:
    """One version: text, bases, check-points; the leader decides here."""
    version = get_object_or_404(ItemVersion.objects.for_page(), pk=pk)
    context = {
        "version": version,
        "groups": _basis_groups(version),
        "approval": ApprovalForm(),
        "sending_back": ReasonForm(),
        "may_decide": request.user.has_perm("registry.approve_item") and version.is_pending,
    }
    return render(request, "registry/item_version.html", context)


@permission_required("registry.approve_item")
@post_only("item_version")
def item_version_approve(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(ItemVersion, pk=pk)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写生效日期。")
        return redirect(version)
    bases = version.bases.filter(pk__in=[key for key in request.POST.getlist("basis") if key.isdecimal()])
    try:
        items.approve(version=version, effective_from=form.cleaned_data["effective_from"], bases=bases, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(version)
    messages.success(request, f"已批准“{version.item}”。")
    return redirect("item_versions")


@permission_required("registry.approve_item")
@post_only("item_version")
def item_version_send_back(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(ItemVersion, pk=pk)
    try:
        items.send_back(version=version, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(version)
    messages.success(request, f"已退回“{version.item}”。")
    return redirect("item_versions")


def _basis_groups(version: ItemVersion) -> list[tuple[str, list[LegalBasis]]]:
    """The three kinds of basis with their rows; each row knows whether it is in force today."""
    today = clock.today()
    rows = list(version.bases.all())
    for row in rows:
        row.applies_today = row.applies(today)  # type: ignore[attr-defined]
    return [(str(kind.label), [row for row in rows if row.kind == kind]) for kind in LegalBasis.Kind]
