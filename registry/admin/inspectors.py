"""检查人员名录库."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from registry.admin.base import RowsByServiceAdmin
from registry.admin.filters import CertificateFilter
from registry.forms import InspectorForm
from registry.models import Absence, Certificate, Inspector, Recusal, Training
from registry.services import inspectors
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.slips import slips_page


class RecordInline(admin.TabularInline):
    """History rows: new ones are added, old ones stay."""

    extra = 0
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CertificateInline(RecordInline):
    model = Certificate
    fields = ["number", "valid_from", "valid_to", "issuer", "withdrawn_on"]
    readonly_fields = ["withdrawn_on"]


class AbsenceInline(RecordInline):
    model = Absence
    fields = ["from_day", "to_day", "reason"]


class RecusalInline(RecordInline):
    model = Recusal
    fields = ["entity", "ground", "note", "started_on", "ended_on"]
    readonly_fields = ["ended_on"]
    raw_id_fields = ["entity"]


class TrainingInline(RecordInline):
    model = Training
    fields = ["held_on", "title", "result"]


WRITERS: dict[type[Any], Callable[..., Any]] = {
    Certificate: inspectors.certify,
    Absence: inspectors.note_absence,
    Recusal: inspectors.recuse,
    Training: inspectors.note_training,
}


@admin.register(Inspector)
class InspectorAdmin(RowsByServiceAdmin):
    form = InspectorForm
    list_display = ["name", "police_no", "unit", "kind", "status", "can_lead", "certificate", "user"]
    list_filter = ["kind", "status", CertificateFilter, "can_lead", "unit"]
    search_fields = ["name", "police_no", "certificates__number"]
    list_per_page = 50
    readonly_fields = ["user"]
    inlines = [CertificateInline, AbsenceInline, RecusalInline, TrainingInline]
    actions = ["create_logins"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Inspector]":
        return Inspector.objects.for_page()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New people come with the list of the legal-affairs office."""
        return False

    @admin.display(description="执法证")
    def certificate(self, obj: Inspector) -> str:
        """The certificate that ends last, and how it stands today."""
        cards = [card for card in obj.certificates.all() if card.withdrawn_on is None]
        if not cards:
            return "无，不能编入抽取名录"
        card = max(cards, key=lambda card: card.valid_to)
        state = "已到期" if card.valid_to < clock.today() else f"{card.valid_to} 到期"
        return f"{card.number}（{state}）"

    @admin.action(description="开立登录并打印密码条", permissions=["logins"])
    def create_logins(self, request: HttpRequest, queryset: "QuerySet[Inspector]") -> HttpResponse:
        by: Any = request.user
        return slips_page(request, inspectors.create_logins(inspectors=queryset, by=by))

    def has_logins_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.open_inspector_login")

    def save_model(self, request: HttpRequest, obj: Inspector, form: Any, change: bool) -> None:
        by: Any = request.user
        values = {name: form.cleaned_data[name] for name in form.changed_data if name in inspectors.FIELDS}
        if values:
            inspectors.amend(inspector=obj, values=values, reason=form.cleaned_data["reason"], by=by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        for formset in formsets:
            write = WRITERS[formset.model]
            for row in formset.forms:
                if row.has_changed() and row.instance.pk is None:
                    data = {name: value for name, value in row.cleaned_data.items() if name in row.fields}
                    data = {name: value for name, value in data.items() if name not in ("id", "inspector", "DELETE")}
                    write(inspector=form.instance, by=request.user, **data)
