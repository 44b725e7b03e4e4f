"""检查记录: filled on site, read ever after."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from inspections import history, steps
from inspections.forms import FindingsForm
from inspections.models import Inspection
from inspections.services import records
from inspections.status import VisitStatus
from inspections.views.common import READ, attempt, record_or_404
from inspections.views.visits import place_of
from yangcheng_inspect.accounts.decorators import permission_required
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now


def may_fill(inspection: Inspection, user: User) -> bool:
    """A member of the team, on site, while the record is open."""
    visit = inspection.visit
    on_site = visit.status == VisitStatus.ONSITE and inspection.status in records.EDITABLE
    return on_site and place_of(visit, user) is not None


@permission_required(*READ)
@require_safe
def record(request: Request, pk: int) -> HttpResponse:
    """The form while the team is on site, the finished record otherwise."""
    found = record_or_404(request, pk)
    if may_fill(found, request.user):
        return _form_page(request, found, FindingsForm(found))
    return render(request, "inspections/record.html", {"inspection": found, "history": history.of_record(found)})


def _form_page(request: Request, inspection: Inspection, form: FindingsForm) -> HttpResponse:
    context = {
        "inspection": inspection,
        "visit": inspection.visit,
        "steps": steps.steps(inspection.visit),
        "progress": steps.progress(inspection),
        "form": form,
    }
    return render(request, "inspections/record_form.html", context)


@permission_required("inspections.record_visit")
@require_POST
def fill(request: Request, pk: int) -> HttpResponse:
    """暂存 saves anything; 下一步 saves and goes on."""
    found = record_or_404(request, pk)
    form = FindingsForm(found, request.POST)
    if not form.is_valid():
        return _form_page(request, found, form)
    saved = attempt(
        request,
        lambda: records.fill(inspection=found, findings=form.findings, by=request.user),
        f"已保存 {now().astimezone():%H:%M}。",
    )
    if saved and "next" in request.POST:
        return _go_on(request, found)
    return redirect(found)


def _go_on(request: Request, inspection: Inspection) -> HttpResponse:
    """To the next record with something left; back to this one with what it lacks; else to the signature."""
    visit = inspection.visit
    here = steps.progress(inspection)
    if here.left and not inspection.result:
        messages.warning(request, f"还有 {here.left} 项未查，检查结果未填。")
        return redirect(inspection)
    for other in visit.inspections.all():
        if other.pk != inspection.pk and not other.result:
            return redirect(other)
    return redirect("visit_confirm", visit.pk)
