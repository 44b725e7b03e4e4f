"""投诉举报, 重点区域 and 风险矩阵 as lists. Complaints and matrices are kept on pages of their own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from registry.admin.base import RowsByServiceAdmin
from registry.models import Complaint, KeyArea, RiskMatrix
from registry.services import key_areas
from yangcheng_inspect.forms import DateInput
from yangcheng_inspect.service_admin import ReadOnlyAdmin

LONGEST_KEY = 18


def _known(object_id: str) -> int:
    return int(object_id) if object_id.isdecimal() and len(object_id) < LONGEST_KEY else 0


@admin.register(Complaint)
class ComplaintAdmin(ReadOnlyAdmin):
    """Entered from the firm's page, settled and withdrawn on its own."""

    list_display = ["received_on", "entity", "channel", "reference", "content", "outcome", "withdrawn"]
    list_filter = ["outcome", "channel", "received_on"]
    search_fields = ["entity__name", "reference", "content"]
    list_select_related = ["entity"]

    @admin.display(description="已撤销", boolean=True)
    def withdrawn(self, obj: Complaint) -> bool:
        return obj.withdrawn_at is not None

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("complaint", get_object_or_404(Complaint, pk=_known(object_id)).pk)


@admin.register(RiskMatrix)
class RiskMatrixAdmin(ReadOnlyAdmin):
    """Versions; each is read where the leader decides on it."""

    list_display = ["__str__", "status", "effective_from", "effective_to", "complaint_threshold", "complaint_months"]
    list_filter = ["status"]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(get_object_or_404(RiskMatrix, pk=_known(object_id)))


class AreaForm(forms.ModelForm):
    """Where, why and how long; once declared, only its end."""

    class Meta:
        model = KeyArea
        fields = ["name", "town", "address_word", "reason", "started_on", "ended_on", "end_reason"]
        widgets = {"started_on": DateInput, "ended_on": DateInput}


@admin.register(KeyArea)
class KeyAreaAdmin(RowsByServiceAdmin):
    form = AreaForm
    list_display = ["name", "town", "address_word", "firms", "started_on", "ended_on", "marked_by"]
    list_filter = ["town"]
    search_fields = ["name", "address_word"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[KeyArea]":
        return KeyArea.objects.for_page()

    @admin.display(description="标记户数")
    def firms(self, obj: Any) -> int:
        return int(obj.firms)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The reason of the end is asked when it ends."""
        return AreaForm.Meta.fields if obj else AreaForm.Meta.fields[:-1]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return []
        return AreaForm.Meta.fields if obj.ended_at else AreaForm.Meta.fields[:-2]

    def save_model(self, request: HttpRequest, obj: KeyArea, form: Any, change: bool) -> None:
        by: Any = request.user
        data = form.cleaned_data
        if not change:
            area = key_areas.mark(given=key_areas.Given(**data), by=by)
            obj.__dict__.update(area.__dict__)
        elif data.get("ended_on"):
            key_areas.end(area=obj, ended_on=data["ended_on"], reason=data["end_reason"], by=by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """No rows of its own."""
