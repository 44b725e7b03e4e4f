"""Filters of the change lists that look through a related row."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from registry.models import Inspector
from yangcheng_inspect import clock

NOTICE_DAYS = 60
"""How long before its end a certificate asks for renewal."""


class CertificateFilter(admin.SimpleListFilter):
    """执法证 of those who could go: ends soon, has ended, or was never there."""

    title = "执法证到期"
    parameter_name = "certificate"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("soon", f"{NOTICE_DAYS} 天内到期"), ("none", "已过期或没有")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        day = clock.today()
        if self.value() == "soon":
            return queryset.filter(pk__in=Inspector.objects.certificate_ends(day, day + timedelta(days=NOTICE_DAYS)))
        if self.value() == "none":
            return queryset.filter(pk__in=Inspector.objects.without_certificate(day))
        return queryset
