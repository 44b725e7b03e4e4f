"""抽查任务: a line of an approved plan, carried out once."""

from datetime import date

from django.db import transaction

from inspections.models import Inspection, PlanLine, Task
from inspections.services import numbers
from inspections.services.moves import move
from inspections.services.plans import version_in_force
from inspections.status import PlanStatus, RecordStatus, TaskStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record


@transaction.atomic
def create(*, line: PlanLine, from_on: date, to_on: date, by: User, reach: str = "", disclosure: str = "") -> Task:
    """A task for a line, with the item version in force today. Settings left empty take the task's defaults."""
    if line.plan.status != PlanStatus.APPROVED:
        raise DomainError("计划尚未批准，不能建立任务。请先报分管局领导批准计划。")
    if not line.plan.year == from_on.year == to_on.year or to_on < from_on:
        raise DomainError(f"检查时间须在 {line.plan.year} 年内，且截止日期不早于开始日期。")
    settings = {name: value for name, value in {"reach": reach, "disclosure": disclosure}.items() if value}
    task = Task.objects.create(
        number=numbers.task_number(today()),
        title=line.title,
        line=line,
        version=version_in_force(line.item),
        from_on=from_on,
        to_on=to_on,
        created_at=now(),
        created_by=by,
        **settings,
    )
    record("task.create", target=task, by=by, detail={"line": line.pk, "item": line.item.code})
    return task


def close_if_done(*, task: Task, by: User | None) -> None:
    """已实施检查但未公示的，视为未完成: a task is done when its last record is published."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    unfinished = Inspection.objects.filter(visit__task=task).exclude(
        status__in=[RecordStatus.APPROVED, RecordStatus.CANCELLED]
    )
    if task.status == TaskStatus.INSPECTING and not unfinished.exists():
        move(task, TaskStatus.DONE, by=by, action="task.close")
