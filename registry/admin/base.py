"""What the registries' change pages share."""

from typing import Any

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest

from yangcheng_inspect.service_admin import ServiceAdmin


class RowsByServiceAdmin(ServiceAdmin):
    """A page whose inline rows are written by services as well: `save_related` of each says by which."""

    view_on_site = False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the icons that add and change a unit or a town in passing: those have pages of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        return field

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        """Nothing for the admin's diary, which would ask the formsets what they saved."""
        return []
