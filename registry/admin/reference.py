"""Units, towns, trades."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import JSONField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from registry.forms import WordsField
from registry.import_forms import TryWordsForm
from registry.models import Industry, Town, Unit
from registry.services import reference
from registry.trade_words import recognise
from yangcheng_inspect.service_admin import ServiceAdmin


class ReferenceAdmin(ServiceAdmin):
    """Lists that change a few times a year."""

    formfield_overrides = {JSONField: {"form_class": WordsField}}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user
        reference.keep(row=obj, by=by)


@admin.register(Unit)
class UnitAdmin(ReferenceAdmin):
    list_display = ["code", "name", "kind", "area", "short"]
    list_filter = ["kind", "area"]
    search_fields = ["code", "name"]
    fields = ["code", "name", "kind", "area", "short", "aliases"]


@admin.register(Town)
class TownAdmin(ReferenceAdmin):
    list_display = ["code", "name", "unit"]
    list_select_related = ["unit"]
    search_fields = ["code", "name"]
    fields = ["code", "name", "unit"]


@admin.register(Industry)
class IndustryAdmin(ReferenceAdmin):
    """The words by which an import recognises a trade are the office's own; 试一试 shows what they do."""

    list_display = ["name", "special", "words", "other_names", "order"]
    list_filter = ["special"]
    search_fields = ["name"]
    fields = ["name", "special", "scope_words", "aliases", "order"]

    @admin.display(description="经营范围用词")
    def words(self, obj: Industry) -> str:
        return "、".join(obj.scope_words) or "—"

    @admin.display(description="其他叫法")
    def other_names(self, obj: Industry) -> str:
        return "、".join(obj.aliases) or "—"

    def get_urls(self) -> list[Any]:
        own = self.admin_site.admin_view(self.try_words)
        return [path("try/", own, name="registry_industry_try"), *super().get_urls()]

    def try_words(self, request: HttpRequest) -> HttpResponse:
        """Which trades a business scope suggests with the words as they stand. Nothing is written."""
        if not request.user.has_perm("registry.manage_registry"):
            raise PermissionDenied
        form = TryWordsForm(request.POST or None)
        frame = {**self.admin_site.each_context(request), "title": "试一试：行业用词", "opts": self.model._meta}
        result = recognise(**form.cleaned_data) if request.method == "POST" and form.is_valid() else None
        context = {**frame, "form": form, "result": result, "subtitle": None}
        return render(request, "admin/registry/industry/try.html", context)
