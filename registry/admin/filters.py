"""Filters of the change lists that look through a related row."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from registry.inspector_state import NOTICE_DAYS
from registry.models import Inspector
from yangcheng_inspect import clock


class CertificateFilter(admin.SimpleListFilter):
    """What keeps people from going: 执法证 that ends soon, has ended or was never there; away today."""

    title = "证件和在岗"
    parameter_name = "certificate"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        soon, none = f"证件将到期（{NOTICE_DAYS} 天内）", "证件过期或没有"
        return [("soon", soon), ("none", none), ("away", "今天请假、值班或外出")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        day = clock.today()
        if self.value() == "soon":
            return queryset.filter(pk__in=Inspector.objects.certificate_ends(day, day + timedelta(days=NOTICE_DAYS)))
        if self.value() == "none":
            return queryset.filter(pk__in=Inspector.objects.without_certificate(day))
        if self.value() == "away":
            return queryset.filter(pk__in=Inspector.objects.away(day))
        return queryset


class LoginFilter(admin.SimpleListFilter):
    """Whether somebody can arrive and sign at all."""

    title = "登录账号"
    parameter_name = "login"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "可用"), ("none", "未开立"), ("closed", "已停用")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        asked = {
            "open": {"user__is_active": True},
            "none": {"user__isnull": True},
            "closed": {"user__is_active": False},
        }.get(self.value() or "")
        return queryset.filter(**asked) if asked else queryset
