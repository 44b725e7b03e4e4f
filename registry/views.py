"""抽查事项 on the officer site: versions waiting for the leader, and the page that decides on one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from registry.differences import between
from registry.forms import ApprovalForm, MarksForm, ReasonForm
from registry.grounds import NOTICE, Grounds
from registry.models import ItemVersion, LegalBasis
from registry.models.item_version import RELEASED
from registry.services import item_bases, item_marks, items
from registry.status import VersionStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.errors import DomainError

LONGEST_KEY = 19
"""Digits that a primary key may have."""
MARKS = "marks"
"""Before the names of its fields: the page asks for another reason as well."""


@permission_required("registry.approve_item")
def item_versions(request: Request) -> HttpResponse:
    """What waits for the leader."""
    return render(request, "registry/item_versions.html", {"versions": ItemVersion.objects.waiting().for_page()})


@permission_required("registry.view_registry")
def item_version(request: Request, pk: int) -> HttpResponse:
    """One version: text, bases, check-points; the leader decides here."""
    version = get_object_or_404(ItemVersion.objects.for_page(), pk=pk)
    grounds = Grounds(clock.today(), [version.item])
    approver = request.user.has_perm("registry.approve_item")
    context = {
        "version": version,
        "phase": version.phase(clock.today()),
        "groups": _basis_groups(version),
        "borrowed": [basis for basis in grounds.power(version) if basis.version_id != version.pk],
        "powerless": grounds.lacking(version) if version.status in RELEASED else "",
        "ending": grounds.ending(version, clock.today() + NOTICE),
        "others": version.item.versions.exclude(pk=pk).exclude(status=VersionStatus.DISCARDED).order_by("-number"),
        "approval": ApprovalForm(),
        "sending_back": ReasonForm(),
        "may_decide": approver and version.is_pending,
        "may_confirm": approver and version.status in RELEASED,
        "marks": _marks_form(version) if approver and version.is_frozen else None,
    }
    return render(request, "registry/item_version.html", context)


@permission_required("registry.view_registry")
def item_version_compare(request: Request, pk: int) -> HttpResponse:
    """What this version says otherwise than `?with=`, else than the one before it."""
    version = get_object_or_404(ItemVersion.objects.for_page(), pk=pk)
    others = version.item.versions.exclude(pk=pk).exclude(status=VersionStatus.DISCARDED).order_by("-number")
    asked = request.GET.get("with", "")
    old = others.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < LONGEST_KEY else None
    old = old or others.filter(number__lt=version.number).first()
    found = between(old, version) if old else None
    context = {"version": version, "old": old, "others": others, "found": found}
    return render(request, "registry/item_version_compare.html", context)


@permission_required("registry.approve_item")
@post_only("item_version")
def item_version_confirm(request: Request, pk: int) -> HttpResponse:
    """补充确认依据: articles checked after the approval."""
    version = get_object_or_404(ItemVersion, pk=pk)
    try:
        item_bases.confirm(version=version, bases=_ticked(request, version), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已确认所选依据现行有效。")
    return redirect(version)


def _ticked(request: Request, version: ItemVersion) -> list[LegalBasis]:
    keys = [key for key in request.POST.getlist("basis") if key.isdecimal() and len(key) < LONGEST_KEY]
    return list(version.bases.filter(pk__in=keys))


@permission_required("registry.approve_item")
@post_only("item_version")
def item_version_approve(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(ItemVersion, pk=pk)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写生效日期。")
        return redirect(version)
    bases = _ticked(request, version)
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


@permission_required("registry.approve_item")
@post_only("item_version")
def item_version_marks(request: Request, pk: int) -> HttpResponse:
    """更改特点: 敏感, 事件驱动, 部门联合 of the version's item."""
    version = get_object_or_404(ItemVersion, pk=pk)
    form = MarksForm(request.POST, prefix=MARKS)
    if not form.is_valid():
        messages.error(request, "请填写更改理由，不超过 300 字。")
        return redirect(version)
    values = {field: form.cleaned_data[field] for field in item_marks.MARKS}
    try:
        item_marks.change(item=version.item, values=values, reason=form.cleaned_data["reason"], by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已更改事项特点。已封存的抽取不受影响。")
    return redirect(version)


def _marks_form(version: ItemVersion) -> MarksForm:
    return MarksForm(initial={field: getattr(version.item, field) for field in item_marks.MARKS}, prefix=MARKS)


def _basis_groups(version: ItemVersion) -> list[tuple[str, list[LegalBasis]]]:
    """The three kinds of basis with their rows; each row knows whether it is in force today."""
    today = clock.today()
    rows = list(version.bases.all())
    for row in rows:
        row.applies_today = row.applies(today)  # type: ignore[attr-defined]
    return [(str(kind.label), [row for row in rows if row.kind == kind]) for kind in LegalBasis.Kind]
