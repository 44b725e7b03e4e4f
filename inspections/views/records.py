"""检查记录: filled on site, read ever after."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from inspections import checks, gaps, history, steps
from inspections.forms import FindingsForm
from inspections.models import Inspection
from inspections.services import record_voids, records, seals
from inspections.status import VisitStatus
from inspections.views import follow_up, page_pictures
from inspections.views.common import READ, attempt, record_or_404
from inspections.views.visits import place_of
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now


def may_fill(inspection: Inspection, user: User) -> bool:
    """A member of the team, on site, while the record is open."""
    visit = inspection.visit
    on_site = visit.status == VisitStatus.ONSITE and inspection.status in records.EDITABLE
    return on_site and place_of(visit, user) is not None and not checks.stopped(inspection)


@permission_required(*READ)
@require_safe
def record(request: Request, pk: int) -> HttpResponse:
    """The form while the team is on site, the finished record otherwise."""
    found = record_or_404(request, pk)
    if may_fill(found, request.user):
        return _form_page(request, found, FindingsForm(found))
    context = {
        "inspection": found,
        "history": history.of_record(found),
        "may_add": seals.may_add(found, request.user),
        "may_void": record_voids.may_ask(found.visit, request.user),
        **follow_up.card(found, request.user),
    }
    return render(request, "inspections/record.html", context)


def _form_page(request: Request, inspection: Inspection, form: FindingsForm) -> HttpResponse:
    context = {
        "inspection": inspection,
        "visit": inspection.visit,
        "steps": steps.steps(inspection.visit),
        "progress": steps.progress(inspection),
        "gaps": list(gaps.of_record(inspection)) if "gaps" in request.GET else [],
        "form": form,
    }
    return render(request, "inspections/record_form.html", context)


@permission_required("inspections.record_visit")
@post_only("record")
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
    if saved:
        page_pictures.store(request, found)
    if saved and "next" in request.POST:
        return _go_on(Inspection.objects.get(pk=found.pk))
    return redirect(found)


def _go_on(inspection: Inspection) -> HttpResponse:
    """Back to this record with what it lacks; to the next one with something left; else to the signature."""
    if any(gaps.of_record(inspection)):
        return redirect(f"{inspection.get_absolute_url()}?gaps=1#gaps")
    unfinished = (other for other in inspection.visit.inspections.all() if any(gaps.of_record(other)))
    other = next(unfinished, None)
    return redirect(other) if other else redirect("visit_confirm", inspection.visit.pk)
