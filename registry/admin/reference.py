"""Units, towns, trades."""

from typing import Any

from django.contrib import admin
from django.db.models import JSONField
from django.http import HttpRequest

from registry.forms import WordsField
from registry.models import Industry, Town, Unit
from registry.services import reference
from yangcheng_inspect.service_admin import ServiceAdmin


class ReferenceAdmin(ServiceAdmin):
    """Lists that change a few times a year."""

    formfield_overrides = {JSONField: {"form_class": WordsField}}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by: Any = request.user
        reference.keep(row=obj, by=by)


@admin.register(Unit)
class UnitAdmin(ReferenceAdmin):
    list_display = ["code", "name", "kind", "short"]
    list_filter = ["kind"]
    search_fields = ["code", "name"]
    fields = ["code", "name", "kind", "short", "aliases"]


@admin.register(Town)
class TownAdmin(ReferenceAdmin):
    list_display = ["code", "name", "unit"]
    list_select_related = ["unit"]
    search_fields = ["code", "name"]
    fields = ["code", "name", "unit"]


@admin.register(Industry)
class IndustryAdmin(ReferenceAdmin):
    list_display = ["name", "special", "order"]
    list_filter = ["special"]
    search_fields = ["name"]
    fields = ["name", "special", "scope_words", "aliases", "order"]
