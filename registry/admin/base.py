"""What the registries' change pages share."""

from typing import Any

from django.http import HttpRequest

from yangcheng_inspect.service_admin import ServiceAdmin


class RowsByServiceAdmin(ServiceAdmin):
    """A page whose inline rows are written by services as well: `save_related` of each says by which."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        """Nothing for the admin's diary, which would ask the formsets what they saved."""
        return []
