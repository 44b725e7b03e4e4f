"""Publications in the admin: a list to search; each row opens its own page."""

from django.contrib import admin

from inspections.admin import PageAdmin
from publicity.models import Publication


@admin.register(Publication)
class PublicationAdmin(PageAdmin):
    list_display = ["firm", "number", "status", "ended_on", "due_on", "provisional", "published_at", "unit"]
    list_filter = ["status", "provisional", "unit"]
    list_select_related = ["inspection__visit", "unit"]
    search_fields = ["number", "inspection__visit__name", "inspection__visit__code", "record_hash"]
    date_hierarchy = "due_on"

    @admin.display(description="检查对象", ordering="inspection__visit__name")
    def firm(self, obj: Publication) -> str:
        return obj.inspection.visit.name
