"""Where the pages of an import stand in the admin, and who opens them."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from registry import rejected
from registry.admin.imports import acts, matching, pages
from registry.admin.imports.numbers import row_id
from registry.import_forms import UndoForm, UploadForm
from registry.models import RegistryImport
from registry.services import import_undo
from registry.status import ImportStatus
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.office import carried_out
from yangcheng_inspect.service_admin import ReadOnlyAdmin

TEMPLATES = "admin/registry/registryimport"


@admin.register(RegistryImport)
class RegistryImportAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "kind", "scope", "source", "as_of", "status", "uploaded_at", "uploaded_by"]
    list_filter = ["kind", "status", "source"]
    list_select_related = ["source", "uploaded_by"]
    search_fields = ["file_name", "source_note"]
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("registry.import_registry")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decided on the preview, which asks for the right itself."""
        return False

    def get_urls(self) -> list[Any]:
        own = [
            ("rejected.xlsx", self.rejected_rows, "rejected"),
            ("progress/", self.progress, "progress"),
            ("undo/", self.undo, "undo"),
        ]
        mine = [
            path(f"<int:pk>/{end}", self.admin_site.admin_view(view), name=f"registry_registryimport_{name}")
            for end, view, name in own
        ]
        return [*mine, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Upload; reading goes on in the background while the next page waits."""
        self._demand(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            by: Any = request.user
            if current := carried_out(form, lambda: acts.upload(form.cleaned_data, by)):
                return redirect(current)
        return self._page(request, "upload", "上传名录", form=form, sources=pages.known_sources())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Whatever the import waits for: the reader, the match of its columns, the decision; then its result."""
        self._demand(request)
        current = self._get(row_id(object_id))
        refusal = ""
        if request.method == "POST":
            try:
                return redirect(acts.carry_out(request, current))
            except DomainError as error:
                refusal = str(error)
                current.refresh_from_db()
        return self._state(request, current, refusal)

    def _state(self, request: HttpRequest, current: RegistryImport, refusal: str) -> HttpResponse:
        title = f"{current.get_kind_display()}名录导入"
        if current.status == ImportStatus.READING:
            return self._page(request, "reading", title, refusal=refusal, **pages.reading(current))
        if current.status == ImportStatus.MATCHING:
            return self._page(request, "matching", title, refusal=refusal, **matching.context(request, current))
        return self._page(request, "preview", title, refusal=refusal, **pages.preview(request, current))

    def progress(self, request: HttpRequest, pk: int) -> JsonResponse:
        """How far the reader is, for the script of the waiting page."""
        self._demand(request)
        return JsonResponse(pages.progress(self._get(pk)))

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What taking back would do, and the taking back."""
        self._demand(request)
        current = self._get(pk)
        if current.status != ImportStatus.CONFIRMED:
            return redirect(current)
        form = UndoForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            by: Any = request.user
            reason = form.cleaned_data["reason"]
            if carried_out(form, lambda: import_undo.undo(registry_import=current, reason=reason, by=by)):
                return redirect(current)
        return self._page(request, "undo", "撤销名录导入", form=form, **pages.undoing(request, current))

    def rejected_rows(self, request: HttpRequest, pk: int) -> FileResponse:
        """Rows with 错误 and 重复, to correct and upload again."""
        self._demand(request)
        current = self._get(pk)
        by: Any = request.user
        content = rejected.workbook(current, by=by.name)
        return FileResponse(iter([content]), as_attachment=True, filename=f"未导入的行-{current.pk}.xlsx")

    def _demand(self, request: HttpRequest) -> None:
        if not request.user.has_perm("registry.import_registry"):
            raise PermissionDenied

    def _get(self, pk: int | None) -> RegistryImport:
        if pk is None:
            raise Http404
        return get_object_or_404(RegistryImport.objects.select_related("source", "progress"), pk=pk)

    def _page(self, request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "title": title, "opts": self.model._meta, "subtitle": None}
        return render(request, f"{TEMPLATES}/{name}.html", {**frame, **context})
