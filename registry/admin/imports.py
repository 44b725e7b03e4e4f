"""名录导入: the list of imports, the upload, the preview with its decision, the rows that were refused."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from registry import rejected
from registry.forms import UploadForm
from registry.models import ImportRow, RegistryImport
from registry.services import imports
from registry.status import ImportStatus
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.paging import paginate
from yangcheng_inspect.service_admin import ReadOnlyAdmin

Outcome = ImportRow.Outcome
# The tab a person should look at first: what is wrong, then what changes.
FIRST = (Outcome.ERROR, Outcome.DUPLICATE, Outcome.GONE, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED)


@admin.register(RegistryImport)
class RegistryImportAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "kind", "scope", "as_of", "status", "uploaded_at", "uploaded_by", "confirmed_by"]
    list_filter = ["kind", "status"]
    list_select_related = ["uploaded_by", "confirmed_by"]
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("registry.import_registry")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decided on the preview, which asks for the right itself."""
        return False

    def get_urls(self) -> list[Any]:
        rows = self.admin_site.admin_view(self.rejected_rows)
        return [path("<int:pk>/rejected.xlsx", rows, name="registry_registryimport_rejected"), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Upload, read, and on to the preview."""
        self._demand(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            return self._upload(request, form)
        context = {**self._frame(request, "上传名录"), "form": form}
        return render(request, "admin/registry/registryimport/upload.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The preview, and the decision on it."""
        self._demand(request)
        current = get_object_or_404(RegistryImport, pk=int(object_id) if object_id.isdecimal() else 0)
        if request.method == "POST":
            return self._decide(request, current)
        counts = imports.outcomes(current)
        tab = request.GET.get("tab", "")
        if tab not in Outcome.values:
            tab = next((outcome.value for outcome in FIRST if counts[outcome]), Outcome.UNCHANGED.value)
        context = {
            **self._frame(request, f"{current.get_kind_display()}名录导入"),
            "current": current,
            "tabs": [(outcome, counts[outcome]) for outcome in Outcome],
            "tab": tab,
            "page": paginate(request, current.rows.outcome(tab), per_page=50),
            "gone": current.rows.outcome(Outcome.GONE),
            "good": counts[Outcome.NEW] + counts[Outcome.CHANGED],
            "bad": counts[Outcome.ERROR] + counts[Outcome.DUPLICATE],
            "waiting": current.status == ImportStatus.READY,
        }
        return render(request, "admin/registry/registryimport/preview.html", context)

    def rejected_rows(self, request: HttpRequest, pk: int) -> FileResponse:
        """Rows with 错误 and 重复, to correct and upload again."""
        self._demand(request)
        current = get_object_or_404(RegistryImport, pk=pk)
        return FileResponse(
            iter([rejected.workbook(current)]), as_attachment=True, filename=f"未导入的行-{current.pk}.xlsx"
        )

    def _demand(self, request: HttpRequest) -> None:
        if not request.user.has_perm("registry.import_registry"):
            raise PermissionDenied

    def _frame(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.model._meta, "subtitle": None}

    def _upload(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        data = form.cleaned_data
        by: Any = request.user
        try:
            current = imports.upload(
                kind=data["kind"],
                scope=data["scope"],
                file=data["file"],
                name=data["file"].name,
                as_of=data["as_of"],
                source_note=data["source_note"],
                parameters=data["parameters"],
                by=by,
            )
            current = imports.read(registry_import=current, by=by)
        except DomainError as error:
            form.add_error("file", str(error))
            context = {**self._frame(request, "上传名录"), "form": form}
            return render(request, "admin/registry/registryimport/upload.html", context)
        return redirect(current)

    def _decide(self, request: HttpRequest, current: RegistryImport) -> HttpResponseRedirect:
        by: Any = request.user
        try:
            if "abandon" in request.POST:
                imports.abandon(registry_import=current, reason=request.POST.get("reason", ""), by=by)
                messages.success(request, "已放弃这次导入，没有写入任何内容。")
            else:
                ticked = [int(key) for key in request.POST.getlist("gone") if key.isdecimal()]
                imports.confirm(registry_import=current, ticked=ticked, by=by)
                messages.success(request, "已导入。")
        except DomainError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(request.get_full_path())
