"""Plans, tasks, sessions, draws, visits and records in the admin: lists to search; each row opens its own page."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from inspections.models import Draw, DrawSession, Inspection, Plan, Task, Visit
from yangcheng_inspect.service_admin import ReadOnlyAdmin


class PageAdmin(ReadOnlyAdmin):
    """A row has one screen, its own page; the admin only finds it."""

    list_per_page = 50

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.get_object(request, object_id)
        if found is None:
            return super().change_view(request, object_id, *args, **kwargs)
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        return redirect(found)


@admin.register(Plan)
class PlanAdmin(PageAdmin):
    list_display = ["title", "number", "status", "drafted_by", "approved_by", "approved_at"]
    list_select_related = ["drafted_by", "approved_by"]


@admin.register(Task)
class TaskAdmin(PageAdmin):
    list_display = ["title", "number", "status", "from_on", "to_on", "unit", "session"]
    list_filter = ["status", "line__unit"]
    list_select_related = ["line__unit", "session"]
    search_fields = ["title", "number"]
    date_hierarchy = "from_on"

    @admin.display(description="责任单位", ordering="line__unit")
    def unit(self, obj: Task) -> str:
        return obj.line.unit.name


@admin.register(DrawSession)
class SessionAdmin(PageAdmin):
    list_display = ["title", "held_on", "place", "status", "witnesses", "drawn_at"]
    list_filter = ["status"]
    date_hierarchy = "held_on"


@admin.register(Draw)
class DrawAdmin(PageAdmin):
    list_display = ["number", "task", "status", "frozen_at", "computed_at", "result_hash"]
    list_filter = ["status"]
    list_select_related = ["task"]
    search_fields = ["number", "task__title", "task__number", "frozen_sha256", "result_hash"]
    date_hierarchy = "frozen_at"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Draw]":
        """Without the texts, which may be long."""
        return Draw.objects.defer("frozen_text", "names_text", "commit_text", "result_text")


@admin.register(Visit)
class VisitAdmin(PageAdmin):
    list_display = ["name", "number", "kind", "status", "unit", "due_on", "ended_on"]
    list_filter = ["kind", "status", "unit"]
    list_select_related = ["unit"]
    search_fields = ["name", "number", "code"]
    date_hierarchy = "due_on"


@admin.register(Inspection)
class InspectionAdmin(PageAdmin):
    list_display = ["firm", "item", "status", "result", "ended_on"]
    list_filter = ["status", "result", "visit__unit"]
    list_select_related = ["visit", "version__item"]
    search_fields = ["visit__name", "visit__code", "version__item__title"]
    date_hierarchy = "visit__ended_on"

    @admin.display(description="检查对象", ordering="visit__name")
    def firm(self, obj: Inspection) -> str:
        return obj.visit.name

    @admin.display(description="抽查事项", ordering="version__item")
    def item(self, obj: Inspection) -> str:
        return obj.version.item.title

    @admin.display(description="检查结束", ordering="visit__ended_on")
    def ended_on(self, obj: Inspection) -> Any:
        return obj.visit.ended_on
