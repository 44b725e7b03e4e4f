"""抽查事项清单: items, their versions, bases and check-points. What is not a draft is read only."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.html import format_html

from registry.admin.base import RowsByServiceAdmin
from registry.grounds import NOTICE, Grounds
from registry.models import InspectionItem, ItemVersion, JointPart
from registry.services import item_marks, item_texts, items
from registry.status import Phase
from yangcheng_inspect import clock
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
    fields = readonly_fields = (
        "shown",
        "effective_from",
        "effective_to",
        "ratio_percent",
        "yearly_cap",
        "published_at",
    )

    view_on_site = False

    @admin.display(description="版本")
    def shown(self, obj: ItemVersion) -> str:
        return phase_tag(obj)

    @admin.display(description="抽查比例")
    def share(self, obj: ItemVersion) -> str:
        return obj.ratio_percent


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


COLOURS = {
    Phase.IN_FORCE: ("green", "check-circle"),
    Phase.COMING: ("violet", "hourglass-split"),
    Phase.UNPUBLISHED: ("violet", "hourglass-split"),
    Phase.PENDING: ("blue", "send"),
    Phase.DRAFT: ("outline", "pencil"),
}
QUIET = ("grey", "slash-circle")


def phase_tag(version: ItemVersion) -> str:
    """`第 2 版` with its state as colour, icon and word, leading to the version."""
    phase = version.phase(clock.today())
    colour, icon = COLOURS.get(phase, QUIET)
    return format_html(
        '<a href="{}">第 {} 版</a> <span class="tag tag-{}"><i class="bi bi-{}" aria-hidden="true"></i>{}</span>',
        version.get_absolute_url(),
        version.number,
        colour,
        icon,
        phase.label,
    )


class StateFilter(admin.SimpleListFilter):
    """Where an item stands today."""

    title = "状态"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        words = [("drawable", "可以抽取"), ("powerless", "没有现行依据"), ("ending", "依据 60 天内到期")]
        return [*words, ("draft", "有草稿"), ("pending", "待审批"), ("coming", "新版本未生效")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.filter(pk__in=[item.pk for item in InspectionItem.objects.all() if self._fits(item)])

    def _fits(self, item: InspectionItem) -> bool:
        grounds = self._grounds
        version = grounds.current(item)
        return {
            "drawable": not grounds.refusal(item),
            "powerless": item.enabled and version is not None and bool(grounds.lacking(version)),
            "ending": version is not None and bool(grounds.ending(version, grounds.on + NOTICE)),
            "draft": grounds.has(item, Phase.DRAFT),
            "pending": grounds.has(item, Phase.PENDING),
            "coming": grounds.coming(item) is not None,
        }.get(str(self.value()), True)

    @cached_property
    def _grounds(self) -> Grounds:
        return Grounds(clock.today())


@admin.register(InspectionItem)
class InspectionItemAdmin(RowsByServiceAdmin):
    form = ItemForm
    list_display = ["code", "title", "category", "unit", "in_force", "newest", "standing", "marks"]
    list_filter = [StateFilter, "enabled", "event_driven", "sensitive", "joint", "unit"]
    search_fields = ["code", "title"]
    readonly_fields = ["code", "trades", "unit"]
    fields = ["code", "title", "category", "trades", "unit", "sensitive", "event_driven", "joint", "enabled", "reason"]
    inlines = [VersionInline, PartInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What the leader has approved the item as is his to change, on the version's page."""
        marks = item_marks.MARKS if obj is not None and item_marks.are_settled(obj) else ()
        return [*self.readonly_fields, *marks]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[InspectionItem]":
        return item_texts.with_texts(InspectionItem.objects.select_related("unit"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New items come with the list, as drafts for the leader."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """What every row stands on is looked up once."""
        self.grounds = Grounds(clock.today())
        return super().changelist_view(request, extra_context)

    @admin.display(description="现行版本")
    def in_force(self, obj: InspectionItem) -> str:
        version = self.grounds.current(obj)
        if version is None or version.effective_from is None:
            return "—"
        return f"{version.effective_from:%Y-%m-%d} 起，第 {version.number} 版"

    @admin.display(description="最新版本")
    def newest(self, obj: Any) -> str:
        version = next(iter(obj.newest_first), None)
        return phase_tag(version) if version else "—"

    @admin.display(description="能否抽取")
    def standing(self, obj: InspectionItem) -> str:
        version = self.grounds.current(obj)
        refusal = self.grounds.refusal(obj)
        return refusal or (version and self.grounds.ending(version, clock.today() + NOTICE)) or "可以抽取"

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
