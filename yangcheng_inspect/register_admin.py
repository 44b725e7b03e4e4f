"""What every list of the admin offers: counts, chips, 选择全部, 导出 xlsx, 打印 (ux.md §1.1)."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import content_disposition_header

from yangcheng_inspect import workbook
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.office import office_page
from yangcheng_inspect.register_list import RegisterList
from yangcheng_inspect.trail.disclosure import note_export, note_view

CHUNK = 2000
MAX_PRINTED = 2000
"""Rows of one print-out, some sixty sheets; whoever needs more exports."""


class RegisterAdmin(admin.ModelAdmin):
    """A list to search, narrow, count, export and print. What may be seen on screen may be exported, no more."""

    show_facets = admin.ShowFacets.ALWAYS
    personal = False  # a page of one row shows a person's own data: opening it is an event

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RegisterList]:
        return RegisterList

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        export = path("export.xlsx", view(self.export_view), name=f"{name}_export")
        return [export, path("print/", view(self.print_view), name=f"{name}_print"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        shown: HttpResponse = super().change_view(request, object_id, *args, **kwargs)
        row = self.get_object(request, object_id) if self.personal and shown.status_code == HTTPStatus.OK else None
        if row is not None:
            by: Any = request.user
            note_view(target=row, by=by)
        return shown

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if self.actions is not None and IS_POPUP_VAR not in request.GET:
            actions["export_rows"] = (RegisterAdmin.export_rows, "export_rows", "导出 xlsx")
        return actions

    def export_rows(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """The ticked rows, or all that match when 选择全部 was chosen."""
        rows: RegisterList = self.get_changelist_instance(request)  # type: ignore[assignment]
        chosen = rows.conditions if request.POST.get("select_across") == "1" else f"所选 {queryset.count()} 条"
        return self._workbook(request, rows, queryset, chosen)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Everything that matches the address."""
        rows = self._matching(request)
        if isinstance(rows, HttpResponse):
            return rows
        return self._workbook(request, rows, rows.queryset, rows.conditions) or redirect(self._back(rows))

    def print_view(self, request: HttpRequest) -> HttpResponse:
        """Everything that matches, on paper: title, conditions, who made it when."""
        rows = self._matching(request)
        if isinstance(rows, HttpResponse):
            return rows
        lines = [[workbook.text(cell) for cell in rows.cells(row)] for row in rows.queryset[:MAX_PRINTED]]
        made: dict[str, Any] = {"lines": lines, "cl": rows, "at": now(), "most": MAX_PRINTED, "back": self._back(rows)}
        return office_page(request, "admin/register_print.html", str(self.opts.verbose_name_plural), **made)

    def _matching(self, request: HttpRequest) -> RegisterList | HttpResponse:
        """The list as the address asks for it; an address nobody could have clicked leads back to the whole list."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            return self.get_changelist_instance(request)  # type: ignore[return-value]
        except IncorrectLookupParameters:
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _back(self, rows: RegisterList) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist") + rows.asked

    def _workbook(
        self, request: HttpRequest, rows: RegisterList, queryset: QuerySet[Any], conditions: str
    ) -> HttpResponse | None:
        """The file, or a sentence when it would be too long."""
        count, title = queryset.count(), str(self.opts.verbose_name_plural)
        if count > workbook.MAX_ROWS:
            most = f"一次最多导出 {workbook.MAX_ROWS:,} 条，符合条件的有 {count:,} 条。请先缩小筛选范围。"
            messages.error(request, most)
            return None
        by: Any = request.user
        lines = (rows.cells(row) for row in queryset.iterator(chunk_size=CHUNK))
        made = workbook.sheet(title, rows.columns, lines, by=by.name, conditions=conditions)
        note_export(title=title, conditions=conditions, rows=count, by=by)
        name = content_disposition_header(True, f"{title}-{today():%Y%m%d}.xlsx")
        return HttpResponse(made, content_type=workbook.CONTENT_TYPE, headers={"Content-Disposition": name or ""})
