"""检查人员名录库."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from registry.admin.base import RowsByServiceAdmin
from registry.admin.filters import CertificateFilter, LoginFilter
from registry.admin.inspector_rows import INLINES, save_row
from registry.forms import InspectorForm
from registry.inspector_state import last_certificate, state
from registry.models import Inspector
from registry.services import inspectors
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.slips import slips_page


@admin.register(Inspector)
class InspectorAdmin(RowsByServiceAdmin):
    personal = True
    form = InspectorForm
    list_display = ["name", "police_no", "unit", "kind", "standing", "certificate", "can_lead", "lines", "login"]
    list_filter = [CertificateFilter, LoginFilter, "kind", "status", "can_lead", "unit"]
    search_fields = ["name", "police_no", "position", "unit__name", "certificates__number"]
    search_help_text = "姓名、警号、职务、单位、执法证号的任意一段"
    list_per_page = 50
    readonly_fields = ["user"]
    inlines = INLINES
    actions = ["create_logins"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Inspector]":
        return Inspector.objects.for_page()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New people come with the list of the legal-affairs office."""
        return False

    @admin.display(description="状态", ordering="status")
    def standing(self, obj: Inspector) -> str:
        """One word, as a tag."""
        now = state(obj, clock.today())
        return render_to_string("_tag.html", {"word": now.word, "colour": now.tone, "icon": now.icon})

    @admin.display(description="执法证")
    def certificate(self, obj: Inspector) -> str:
        """The certificate that ends last, and how it stands today."""
        card = last_certificate(obj)
        if card is None:
            return "无，不能编入抽取名录"
        ended = "已到期" if card.valid_to < clock.today() else f"{card.valid_to} 到期"
        return f"{card.number}（{ended}）"

    @admin.display(description="业务条线")
    def lines(self, obj: Inspector) -> str:
        return "、".join(obj.business_lines)

    @admin.display(description="登录账号", ordering="user__username")
    def login(self, obj: Inspector) -> str:
        """The login name, and what keeps it from being used."""
        if obj.user is None:
            return "未开立"
        if not obj.user.is_active:
            return f"{obj.user.username}（已停用）"
        return f"{obj.user.username}（未首次登录）" if obj.user.must_change_password else obj.user.username

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
        if values.get("status") == Inspector.Status.LEFT and obj.user is not None and obj.user.is_active:
            told = f"{obj.name}的登录账号 {obj.user.username} 仍可使用，已列入系统管理员的待办，由其停用。"
            messages.warning(request, told)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        for formset in formsets:
            for row in formset.forms:
                if row.has_changed():
                    save_row(form.instance, row, reason=form.cleaned_data["reason"], by=request.user)
