"""参数取值 under /admin/: a list to look at; changes go through 参数."""

from django.contrib import admin

from yangcheng_inspect.parameters.models import ParameterValue
from yangcheng_inspect.service_admin import ReadOnlyAdmin


@admin.register(ParameterValue)
class ParameterValueAdmin(ReadOnlyAdmin):
    """Every value ever proposed."""

    list_display = ["__str__", "in_force_from", "source", "status", "proposed_by", "decided_by"]
    list_filter = ["status", "key"]
    list_select_related = ["proposed_by", "decided_by"]
