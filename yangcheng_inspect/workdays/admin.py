"""工作日历 under /admin/: the years and their notices. Days are changed as a whole year, with a reason."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from yangcheng_inspect.service_admin import ReadOnlyAdmin, ServiceAdmin
from yangcheng_inspect.workdays import services
from yangcheng_inspect.workdays.forms import CalendarYearForm
from yangcheng_inspect.workdays.models import CalendarYear, SpecialDay


@admin.register(CalendarYear)
class CalendarYearAdmin(ServiceAdmin):
    """Enter the notice of a year, or correct one."""

    form = CalendarYearForm
    list_display = ["year", "source", "days_entered", "entered_at", "entered_by"]
    fields = ["year", "source", "days", "reason", "checked"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: QuerySet = super().get_queryset(request).select_related("entered_by").annotate(entered=Count("days"))
        return rows

    @admin.display(description="特殊日")
    def days_entered(self, obj: Any) -> str:
        return f"{obj.entered} 天"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["year"] if obj else []

    def save_model(self, request: HttpRequest, obj: CalendarYear, form: Any, change: bool) -> None:
        given = {"year": obj.year, "source": obj.source, "days": form.cleaned_data["days"], "by": request.user}
        if change:
            services.amend_year(**given, reason=form.cleaned_data["reason"])
        else:
            services.enter_year(**given)


@admin.register(SpecialDay)
class SpecialDayAdmin(ReadOnlyAdmin):
    """Look up a day."""

    list_display = ["date", "works", "name", "source"]
    list_filter = ["year", "works"]
    date_hierarchy = "date"
