"""申请查阅检查记录: who asked, on what ground, and the copy that was given."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections import shelf
from inspections.forms.papers import CopyForm
from inspections.models import RecordCopy
from inspections.services import copies
from inspections.views.common import READ, visit_or_404
from inspections.views.documents import shown
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.office import carried_out


@permission_required("inspections.give_copy")
@require_http_methods(["GET", "POST"])
def record_copy_new(request: Request, pk: int) -> HttpResponse:
    found, form = visit_or_404(request, pk), CopyForm(request.POST or None)
    if form.is_valid():
        made = carried_out(form, lambda: copies.give(visit=found, **form.asked, by=request.user))
        if made:
            messages.success(request, f"查阅件 {made.number} 已做好。")
            return redirect("visit_papers", pk)
    return render(request, "inspections/archive/copy_form.html", {"visit": found, "form": form})


@permission_required(*READ)
@require_safe
def record_copy(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(RecordCopy.objects.visible_to(request.user), pk=pk)
    return shown(shelf.read(found.sha256), found.number)
