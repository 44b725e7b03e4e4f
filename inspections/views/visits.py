"""我的检查, and the visit itself: planned, begun on arrival, its notice served."""

from django.contrib import messages
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from inspections import merged, site, steps
from inspections.forms import InformForm, PlanForm
from inspections.models import Visit, VisitOfficer
from inspections.services import merging, planning, visits
from inspections.services.excuses import NOT_BEGUN
from inspections.status import ExcuseStatus, VisitStatus
from inspections.views.acts import next_act
from inspections.views.common import READ, attempt, visit_or_404
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.accounts.models import User

RECENT = 10


@permission_required("inspections.view_own")
@require_safe
def my_visits(request: Request) -> HttpResponse:
    """Open visits by the day they are planned or due, then the last ones handed in."""
    mine = Visit.objects.of_officer(request.user).for_page()
    todo = mine.open().order_by(Coalesce("planned_on", "due_on"), "pk")
    done = mine.filter(status=VisitStatus.SUBMITTED).order_by("-submitted_at", "pk")[:RECENT]
    return render(request, "inspections/my_visits.html", {"todo": todo, "done": done})


@permission_required(*READ)
@require_safe
def visit(request: Request, pk: int) -> HttpResponse:
    """The hub of one visit: five steps, the team, the notice, a record per item."""
    found = visit_or_404(request, pk)
    return _page(request, found, plan_form=_plan_form(found), inform_form=_inform_form(found))


def _plan_form(visit: Visit) -> PlanForm:
    return PlanForm(initial={"on": visit.planned_on})


def _inform_form(visit: Visit) -> InformForm:
    return InformForm(initial={"attendee": visit.attendee, "attendee_role": visit.attendee_role})


def _page(request: Request, visit: Visit, *, plan_form: PlanForm, inform_form: InformForm) -> HttpResponse:
    place = place_of(visit, request.user)
    progress = [steps.progress(inspection) for inspection in visit.inspections.all()]
    context = {
        "visit": visit,
        "place": place,
        "steps": steps.steps(visit),
        "progress": progress,
        "act": next_act(visit, place, progress),
        "plan_form": plan_form,
        "inform_form": inform_form,
        "may_accept": place is not None and visit.status in NOT_BEGUN,
        "excuse": place and visit.excuses.filter(inspector=place.inspector, status=ExcuseStatus.PENDING).first(),
        "may_plan": planning.may_plan(visit, request.user),
        "warnings": list(planning.warnings(visit)),
        "paused": site.pause(visit),
        "twins": merged.others(visit),
        "offers": merging.offers(visit) if place is not None else [],
        "may_inform": place is not None and place.arrived_at is not None and visit.status == VisitStatus.ONSITE,
    }
    return render(request, "inspections/visit.html", context)


def place_of(visit: Visit, user: User) -> VisitOfficer | None:
    """This person's place on the team."""
    return next((officer for officer in visit.officers.all() if officer.inspector.user_id == user.pk), None)


@permission_required("inspections.plan_visit")
@post_only("visit")
def plan(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    form = PlanForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["on"]
        if attempt(request, lambda: planning.plan(visit=found, on=day, by=request.user), "计划日期已保存。"):
            for sentence in planning.overlaps(found, day):
                messages.warning(request, sentence)
        return redirect(found)
    return _page(request, found, plan_form=form, inform_form=_inform_form(found))


@permission_required("inspections.visit_entity")
@post_only("visit")
def arrive(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    attempt(request, lambda: visits.arrive(visit=found, by=request.user), "已登记到场亮证。")
    return redirect(found)


@permission_required("inspections.visit_entity")
@post_only("visit")
def inform(request: Request, pk: int) -> HttpResponse:
    found = visit_or_404(request, pk)
    form = InformForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        attempt(
            request,
            lambda: visits.inform(visit=found, by=request.user, **given),
            "已登记通知书送达和权利告知。",
        )
        return redirect(found)
    return _page(request, found, plan_form=_plan_form(found), inform_form=form)
