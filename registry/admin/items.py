"""抽查事项清单: items, their versions, bases and check-points. What is not a draft is read only."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from registry.admin.base import RowsByServiceAdmin
from registry.models import InspectionItem, ItemVersion, JointPart
from registry.services import item_texts, items
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.plain_text import key
from yangcheng_inspect.service_admin import ReadOnlyAdmin


class LookInline(admin.TabularInline):
    """Rows to look at."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("registry.view_inspectionitem")


class VersionInline(LookInline):
    model = ItemVersion
    fields = readonly_fields = ("number", "status", "effective_from", "effective_to", "ratio", "yearly_cap")
    show_change_link = True


class PartInline(LookInline):
    model = JointPart
    fk_name = "joint"
    fields = readonly_fields = ("own",)


class ItemForm(forms.ModelForm):
    """What does not belong to a version."""

    reason = forms.CharField(label="启用或停用的理由", max_length=300, required=False)

    class Meta:
        model = InspectionItem
        fields = ["title", "category", "sensitive", "event_driven", "joint", "enabled"]


@admin.register(InspectionItem)
class InspectionItemAdmin(RowsByServiceAdmin):
    form = ItemForm
    list_display = ["code", "title", "category", "unit", "in_use", "marks", "enabled"]
    list_filter = ["enabled", "event_driven", "sensitive", "joint", "unit"]
    search_fields = ["code", "title"]
    readonly_fields = ["code", "trades", "unit"]
    fields = ["code", "title", "category", "trades", "unit", "sensitive", "event_driven", "joint", "enabled", "reason"]
    inlines = [VersionInline, PartInline]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[InspectionItem]":
        return item_texts.with_texts(InspectionItem.objects.select_related("unit"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New items come with the list, as drafts for the leader."""
        return False

    @admin.display(description="最新版本")
    def in_use(self, obj: Any) -> str:
        version = next(iter(obj.newest_first), None)
        return f"第 {version.number} 版 · {version.get_status_display()}" if version else "—"

    @admin.display(description="特点")
    def marks(self, obj: InspectionItem) -> str:
        words = {"敏感": obj.sensitive, "事件驱动": obj.event_driven, "部门联合": obj.joint}
        return "、".join(word for word, holds in words.items() if holds)

    @admin.display(description="监管行业")
    def trades(self, obj: InspectionItem) -> str:
        return "、".join(industry.name for industry in obj.industries.all())

    def save_model(self, request: HttpRequest, obj: InspectionItem, form: Any, change: bool) -> None:
        by: Any = request.user
        changed = {name: form.cleaned_data[name] for name in form.changed_data if name in item_texts.ITEM_FIELDS}
        enabled = changed.pop("enabled", None)
        if changed:
            values = {
                name: ("是" if value else "否") if isinstance(value, bool) else value for name, value in changed.items()
            }
            items.amend(item=obj, values=values, by=by)
        if enabled is not None:
            act = items.enable if enabled else items.disable
            act(item=obj, reason=form.cleaned_data["reason"], by=by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Versions and parts have their own services."""


def _as_text(value: Any) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


@admin.register(ItemVersion)
class ItemVersionAdmin(ReadOnlyAdmin):
    """Versions: drafted by an import, sent to the leader from here, decided on the officer site."""

    list_display = ["item", "number", "status", "effective_from", "ratio", "yearly_cap", "verification_note"]
    list_filter = ["status", "item__category"]
    search_fields = ["item__code", "item__title"]
    list_select_related = ["item"]
    actions = ["submit", "discard"]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """A version is read where the leader decides on it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(get_object_or_404(ItemVersion, pk=key(object_id)))

    def has_draft_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("registry.manage_items")

    @admin.action(description="送分管局领导审批", permissions=["draft"])
    def submit(self, request: HttpRequest, queryset: "QuerySet[ItemVersion]") -> None:
        by: Any = request.user
        self._each(request, queryset, "已送批", lambda version: items.submit(version=version, by=by))

    @admin.action(description="作废草稿", permissions=["draft"])
    def discard(self, request: HttpRequest, queryset: "QuerySet[ItemVersion]") -> None:
        by: Any = request.user
        self._each(request, queryset, "已作废", lambda v: items.discard(version=v, reason="双随机办作废草稿", by=by))

    def _each(self, request: HttpRequest, queryset: Any, word: str, act: Any) -> None:
        """One by one: a refusal names its version and stops nobody else's."""
        done = 0
        for version in queryset:
            try:
                act(version)
            except DomainError as error:
                messages.error(request, f"{version}：{error}")
            else:
                done += 1
        if done:
            messages.success(request, f"{word} {done} 个版本。")
