"""抽查任务 on the office's desk: made from a line of the approved plan, followed to its end."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from inspections.forms import ReasonForm
from inspections.forms.office import AgainForm, TaskForm
from inspections.models import PlanLine, Task
from inspections.services import tasks
from inspections.status import CALLED_OFF, RecordStatus, TaskStatus, VisitStatus
from inspections.task_steps import steps
from inspections.views.common import attempt
from yangcheng_inspect.accounts.decorators import permission_required, post_only
from yangcheng_inspect.accounts.http import Request
from yangcheng_inspect.office import carried_out, office_page
from yangcheng_inspect.paging import paginate

READ = ("inspections.view_task", "inspections.approve_plan")


@permission_required(*READ)
@require_safe
def task_list(request: Request) -> HttpResponse:
    """All tasks, or those in the state asked for by `?status=`."""
    status = request.GET.get("status", "")
    rows = Task.objects.select_related("line__unit", "line__item", "session").annotate(
        visit_count=Count("visits", filter=~Q(visits__status__in=CALLED_OFF), distinct=True),
        visited=Count("visits", filter=Q(visits__status=VisitStatus.SUBMITTED), distinct=True),
        published=Count(
            "visits__inspections", filter=Q(visits__inspections__status=RecordStatus.APPROVED), distinct=True
        ),
    )
    shown = rows.filter(status=status) if status in TaskStatus.values else rows.all()
    context: dict[str, Any] = {"page": paginate(request, shown.order_by("-number")), "status": status, "tabs": _tabs()}
    return office_page(request, "inspections/office/task_list.html", "抽查任务", **context)


def _tabs() -> list[tuple[str, str, int]]:
    """Value, word and number of tasks of each state that occurs; the first is all of them."""
    counts = dict(Task.objects.order_by().values_list("status").annotate(Count("pk")))
    states = [(value, label, counts[value]) for value, label in TaskStatus.choices if value in counts]
    return [("", "全部", sum(counts.values())), *states]


@permission_required("inspections.prepare_task")
@require_http_methods(["GET", "POST"])
def task_new(request: Request, pk: int) -> HttpResponse:
    """A task for one line of an approved plan."""
    line = get_object_or_404(PlanLine.objects.select_related("plan", "item", "unit"), pk=pk)
    kind = AgainForm if tasks.voided_for_good(line) else TaskForm
    form = kind.for_line(line, request.POST or None)
    if form.is_valid():
        task = carried_out(form, lambda: tasks.create(line=line, **form.cleaned_data, by=request.user))
        if task:
            return redirect(task)
    standing = line.tasks.exclude(status=TaskStatus.CANCELLED)
    context: dict[str, Any] = {"form": form, "line": line, "standing": standing, "back": line.plan.get_absolute_url()}
    return office_page(request, "inspections/office/task_new.html", "建立抽查任务", **context)


@permission_required(*READ)
@require_safe
def task(request: Request, pk: int) -> HttpResponse:
    rows = Task.objects.select_related("line__plan", "line__unit", "line__item", "version", "session", "created_by")
    found = get_object_or_404(rows, pk=pk)
    context: dict[str, Any] = {"task": found, "steps": steps(found), "visits": found.visits.for_page()}
    voided = tasks.voided_for_good(found.line) if found.status == TaskStatus.READY and not found.approved_at else None
    context |= {"voided": voided, "reason_form": ReasonForm(), "waiting": found.status == TaskStatus.PROPOSED}
    return office_page(request, "inspections/office/task.html", found.title, **context)


@permission_required("inspections.approve_task")
@post_only("task")
def task_approve(request: Request, pk: int) -> HttpResponse:
    """分管局领导 lets a scope be drawn again after a void."""
    found = get_object_or_404(Task, pk=pk)
    attempt(request, lambda: tasks.approve(task=found, by=request.user), "任务已批准，可以列入抽取场次。")
    return redirect(found)


@permission_required("inspections.prepare_task")
@post_only("task")
def task_again(request: Request, pk: int) -> HttpResponse:
    """Report a scope that was voided for good to 分管局领导."""
    found = get_object_or_404(Task, pk=pk)
    reason = request.POST.get("reason", "")
    attempt(request, lambda: tasks.ask_again(task=found, reason=reason, by=request.user), "已报分管局领导批准。")
    return redirect(found)


@permission_required("inspections.approve_task")
@post_only("task")
def task_decline(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Task, pk=pk)
    reason = request.POST.get("reason", "")
    attempt(request, lambda: tasks.decline(task=found, reason=reason, by=request.user), "任务未予批准。")
    return redirect(found)
