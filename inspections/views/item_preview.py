"""检查表设计: how a version will look on the phone of an officer, before it is approved (ux.md A6)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from inspections.forms.preview import PreviewForm
from registry.models import ItemVersion
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request


@permission_required("registry.view_registry")
@require_safe
def item_version_phone(request: Request, pk: int) -> HttpResponse:
    """The checklist of a version, watermarked and without a button."""
    version = get_object_or_404(ItemVersion.objects.for_page(), pk=pk)
    context = {"version": version, "form": PreviewForm(version), "total": version.check_points.count()}
    return render(request, "inspections/record_preview.html", context)
