"""市场主体名录库."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

from registry import risk_of
from registry.admin.base import RowsByServiceAdmin
from registry.forms import EntityForm, FlagForm
from registry.models import EntityFact, EntityFlag, MarketEntity
from registry.services import entities, entity_flags
from yangcheng_inspect import clock


class FlagInline(admin.TabularInline):
    """Marks: a new row raises one, an end date lifts one; nothing else of a mark changes."""

    model = EntityFlag
    form = FlagForm
    extra = 0
    can_delete = False
    verbose_name_plural = "重点对象标记（填写“止”和解除理由即为解除；按规则加注的自动解除）"
    readonly_fields = ("hands",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[EntityFlag]":
        return EntityFlag.objects.select_related("raised_by", "lifted_by")

    @admin.display(description="办理人")
    def hands(self, obj: EntityFlag) -> str:
        """郭静加注，按规则解除"""
        if not obj.pk:
            return "—"
        return f"{obj.raiser}加注" + (f"，{obj.lifter}解除" if obj.ended_on else "")


class FactInline(admin.TabularInline):
    """Who said what, and when."""

    model = EntityFact
    extra = 0
    can_delete = False
    fields = readonly_fields = ("as_of", "source", "stated", "recorded_at", "recorded_by")

    @admin.display(description="内容")
    def stated(self, obj: EntityFact) -> str:
        return obj.in_words

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(MarketEntity)
class MarketEntityAdmin(RowsByServiceAdmin):
    personal = True
    form = EntityForm
    list_display = [
        "name",
        "draw_id",
        "town",
        "trades",
        "registration_status",
        "risk_class",
        "marks",
        "scope_confirmed",
    ]
    list_filter = ["registration_status", "risk_class", "scope_confirmed", "town", "industries"]
    # The search itself is the queryset's; this only makes the box appear.
    search_fields = ["name"]
    search_help_text = "名称、地址、法定代表人、统一社会信用代码的任意一段"
    list_per_page = 50
    readonly_fields = [
        "risk_said",
        "complaints_said",
        "draw_id",
        "local_no",
        "code_doubt",
        "scope_confirmed",
        "merged_into",
    ]
    inlines = [FlagInline, FactInline]
    fieldsets = [
        (None, {"fields": ["name", "credit_code", "code_doubt", "registration_no", "local_no", "draw_id"]}),
        (
            "登记信息",
            {
                "fields": [
                    "entity_type",
                    "legal_representative",
                    "address",
                    "town",
                    "phone",
                    "established_on",
                    "registration_status",
                    "risk_class",
                    "sector",
                    "business_scope",
                    "registration_authority",
                    "market_office",
                    "merged_into",
                ]
            },
        ),
        ("风险", {"fields": ["risk_said", "complaints_said"]}),
        ("监管行业", {"fields": ["chosen_trades", "scope_confirmed"]}),
        ("本次修改", {"fields": ["reason"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[MarketEntity]":
        user: Any = request.user
        return MarketEntity.objects.visible_to(user).for_page()

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[MarketEntity]", search_term: str
    ) -> tuple["QuerySet[MarketEntity]", bool]:
        return queryset.filter(pk__in=MarketEntity.objects.search(search_term).values("pk")), False

    @admin.display(description="代码")
    def draw_id(self, obj: MarketEntity) -> str:
        return obj.draw_id

    @admin.display(description="校验位")
    def code_doubt(self, obj: MarketEntity) -> str:
        return "不符，请对照营业执照核对" if obj.credit_code_doubtful else "相符"

    @admin.display(description="抽查概率")
    def risk_said(self, obj: MarketEntity) -> str:
        return risk_of.explain(obj, None, clock.today()) if obj.pk else "—"

    @admin.display(description="投诉举报")
    def complaints_said(self, obj: MarketEntity) -> str:
        rows = obj.complaints.all() if obj.pk else []
        return render_to_string("registry/office/_complaints.html", {"entity": obj, "complaints": rows})

    @admin.display(description="监管行业")
    def trades(self, obj: MarketEntity) -> str:
        return "、".join(industry.name for industry in obj.industries.all())

    @admin.display(description="重点对象")
    def marks(self, obj: MarketEntity) -> str:
        return "、".join(flag.get_kind_display() for flag in obj.flags.all() if flag.ended_on is None)

    def save_model(self, request: HttpRequest, obj: MarketEntity, form: Any, change: bool) -> None:
        by: Any = request.user
        if not change:
            names = "、".join(industry.name for industry in form.cleaned_data["chosen_trades"])
            row = entities.add(values={**form.values(), "industries": names}, by=by)
            obj.__dict__.update(row.__dict__)
            return
        if values := form.values():
            reason = form.cleaned_data["reason"]
            entities.amend(entity=obj, values=values, as_of=clock.today(), reason=reason, by=by)
        if "chosen_trades" in form.changed_data or not obj.scope_confirmed:
            entities.confirm_trades(entity=obj, industries=form.cleaned_data["chosen_trades"], by=by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Trades are written by the service; what is left are marks."""
        for formset in formsets:
            if formset.model is EntityFlag:
                self._save_flags(request.user, form.instance, formset)

    def _save_flags(self, by: Any, entity: MarketEntity, formset: Any) -> None:
        for form in formset.forms:
            if not form.has_changed():
                continue
            data = form.cleaned_data
            if form.instance.pk is None:
                kept = ("kind", "reason", "evidence", "started_on")
                entity_flags.add(entity=entity, by=by, **{name: data[name] for name in kept})
            elif data["ended_on"]:
                entity_flags.lift(flag=form.instance, reason=data["end_reason"], ended_on=data["ended_on"], by=by)
