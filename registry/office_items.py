"""抽查事项 on the office's desk: a draft by hand, one job a page; articles that end; events that start checks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from registry.forms import ReasonForm
from registry.item_forms import BasisRows, DraftForm, EndForm, EventForm, PointRows, Rows
from registry.models import InspectionItem, ItemEvent, ItemVersion, LegalBasis
from registry.services import item_bases, item_drafts, item_events, items
from registry.status import VersionStatus
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import carried_out, office_page

RIGHT = "registry.manage_items"
ITEM = "admin:registry_inspectionitem_change"


def _drafts() -> QuerySet[ItemVersion]:
    return ItemVersion.objects.filter(status=VersionStatus.DRAFT).for_page()


def _page(request: Request, template: str, title: str, version: ItemVersion, **context: Any) -> HttpResponse:
    context |= {"version": version, "back": version.get_absolute_url()}
    return office_page(request, f"registry/office/{template}", title, **context)


def _done(request: Request, form: BaseForm, act: Callable[[], object], words: str) -> bool:
    """Whether the form was in order and the service did it; then it is said."""
    if not form.is_valid() or carried_out(form, act) is None:
        return False
    messages.success(request, words)
    return True


@permission_required(RIGHT)
@require_http_methods(["GET", "POST"])
def item_draft_new(request: Request, pk: int) -> HttpResponse:
    """起草新版本: what is in force, to be changed. GET goes to the item, as after a login on the way."""
    if request.method == "GET":
        return redirect(ITEM, pk)
    item = get_object_or_404(InspectionItem, pk=pk)
    try:
        version = item_drafts.copy(item=item, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(ITEM, pk)
    messages.success(request, f"已按现有内容起草第 {version.number} 版，改好后送批。")
    return redirect("item_draft", version.pk)


@permission_required(RIGHT)
@require_http_methods(["GET", "POST"])
def item_draft(request: Request, pk: int) -> HttpResponse:
    """基本内容."""
    version = get_object_or_404(_drafts(), pk=pk)
    form = DraftForm(request.POST or None, instance=version)
    if _done(
        request, form, lambda: item_drafts.write(version=version, values=form.values(), by=request.user), "已保存。"
    ):
        return redirect("item_draft", pk)
    return _page(request, "draft.html", f"{version}草稿", version, form=form, tab="item_draft")


@permission_required(RIGHT)
@require_http_methods(["GET", "POST"])
def item_draft_bases(request: Request, pk: int) -> HttpResponse:
    """依据: power, duty, penalty."""
    version = get_object_or_404(_drafts(), pk=pk)
    stored = version.bases.values(*item_drafts.BASIS)
    rows = BasisRows(request.POST or None, initial=list(stored), prefix="basis")
    return _rows(request, version, rows, item_drafts.set_bases, "item_draft_bases")


@permission_required(RIGHT)
@require_http_methods(["GET", "POST"])
def item_draft_points(request: Request, pk: int) -> HttpResponse:
    """检查要点, in their order."""
    version = get_object_or_404(_drafts(), pk=pk)
    stored = version.check_points.values(*item_drafts.POINT)
    rows = PointRows(request.POST or None, initial=list(stored), prefix="point")
    return _rows(request, version, rows, item_drafts.set_points, "item_draft_points")


def _rows(
    request: Request, version: ItemVersion, rows: Rows, act: Callable[..., ItemVersion], name: str
) -> HttpResponse:
    if rows.is_bound and rows.is_valid():
        try:
            act(version=version, rows=rows.rows(), by=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"已保存，共 {len(rows.rows())} 条。")
            return redirect(name, version.pk)
    return _page(request, f"{name.removeprefix('item_')}.html", f"{version}草稿", version, rows=rows, tab=name)


@permission_required(RIGHT)
@post_only("item_version")
def item_version_submit(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(ItemVersion, pk=pk)
    try:
        items.submit(version=version, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已送分管局领导审批，批准前不能再改。")
    return redirect(version)


@permission_required(RIGHT)
@require_http_methods(["GET", "POST"])
def item_version_discard(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(_drafts(), pk=pk)
    form = ReasonForm(request.POST or None)
    if _done(
        request,
        form,
        lambda: items.discard(version=version, reason=form.cleaned_data["reason"], by=request.user),
        f"已作废第 {version.number} 版草稿。",
    ):
        return redirect(ITEM, version.item_id)
    return _page(request, "discard.html", f"作废{version}草稿", version, form=form)


@permission_required(RIGHT)
@require_http_methods(["GET", "POST"])
def basis_end(request: Request, pk: int) -> HttpResponse:
    """登记依据失效: the law has ended or will."""
    basis = get_object_or_404(LegalBasis.objects.select_related("version__item"), pk=pk)
    form = EndForm(request.POST or None, initial={"valid_to": basis.valid_to})
    if _done(
        request,
        form,
        lambda: item_bases.end(basis=basis, **form.cleaned_data, by=request.user),
        "已登记。没有其他现行依据的，失效后不得再抽取和检查。",
    ):
        return redirect(basis.version)
    return _page(request, "basis_end.html", "登记依据失效", basis.version, form=form, basis=basis)


@permission_required(RIGHT)
@require_http_methods(["GET", "POST"])
def item_event_list(request: Request, pk: int) -> HttpResponse:
    """活动登记 of an event-driven item."""
    item = get_object_or_404(InspectionItem.objects.filter(event_driven=True), pk=pk)
    form = EventForm(request.POST or None)
    if _done(
        request,
        form,
        lambda: item_events.enter(item=item, values=form.values(), by=request.user),
        "已登记。可据此安排检查。",
    ):
        return redirect("item_event_list", pk)
    events = item.events.select_related("organiser", "noted_by", "cancelled_by")
    context: dict[str, Any] = {"item": item, "form": form, "events": events}
    return office_page(request, "registry/office/events.html", f"{item.title}：活动登记", **context)


@permission_required(RIGHT)
@require_http_methods(["GET", "POST"])
def item_event_cancel(request: Request, pk: int) -> HttpResponse:
    event = get_object_or_404(ItemEvent.objects.standing().select_related("item"), pk=pk)
    form = ReasonForm(request.POST or None)
    back = reverse("item_event_list", args=[event.item_id])
    if _done(
        request,
        form,
        lambda: item_events.cancel(event=event, reason=form.cleaned_data["reason"], by=request.user),
        f"已取消“{event.name}”的登记。",
    ):
        return redirect(back)
    context: dict[str, Any] = {"form": form, "event": event, "back": back}
    return office_page(request, "registry/office/event_cancel.html", "取消活动登记", **context)
