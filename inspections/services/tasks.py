"""抽查任务: a line of an approved plan, carried out once."""

from datetime import date

from django.db import transaction

from inspections.models import Draw, Inspection, PlanLine, Task
from inspections.services import numbers, versions
from inspections.services.moves import move, stamp
from inspections.status import FINISHED, DrawStatus, PlanStatus, TaskStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, IllegalMove, SameHands
from yangcheng_inspect.trail.services import record


@transaction.atomic
def create(
    *,
    line: PlanLine,
    from_on: date,
    to_on: date,
    by: User,
    reach: str = "",
    disclosure: str = "",
    again_reason: str = "",
) -> Task:
    """A task for a line, with the item version in force today. Settings left empty take the task's defaults.

    After a draw of this line was voided with its numbers known, the new task says why and waits for 分管局领导.
    """
    if line.plan.status != PlanStatus.APPROVED:
        raise DomainError("计划尚未批准，不能建立任务。请先报分管局领导批准计划。")
    if not line.plan.year == from_on.year == to_on.year or to_on < from_on:
        raise DomainError(f"检查时间须在 {line.plan.year} 年内，且截止日期不早于开始日期。")
    settings = {name: value for name, value in {"reach": reach, "disclosure": disclosure}.items() if value}
    again = voided_for_good(line)
    if again and not again_reason.strip():
        raise DomainError(f"本项计划的抽取 {again.number} 在号码已知后作废。再次抽查须写明理由，并经分管局领导批准。")
    task = Task.objects.create(
        status=TaskStatus.PROPOSED if again else TaskStatus.READY,
        again_reason=again_reason.strip() if again else "",
        number=numbers.task_number(today()),
        title=line.title,
        line=line,
        version=versions.in_force(line.item),
        from_on=from_on,
        to_on=to_on,
        created_at=now(),
        created_by=by,
        **settings,
    )
    record("task.create", target=task, by=by, detail={"line": line.pk, "item": line.item.code})
    return task


def voided_for_good(line: PlanLine) -> Draw | None:
    """The last draw of this line that was void after its numbers were known; the public page names it too."""
    ended = Draw.objects.filter(task__line=line, task__status=TaskStatus.CANCELLED, status=DrawStatus.VOID)
    return ended.filter(supplement_to__isnull=True).order_by("-voided_at").first()


@transaction.atomic
def ask_again(*, task: Task, reason: str, by: User) -> Task:
    """A task made before the void says why its scope should be drawn again, and waits for 分管局领导."""
    demand(by, "inspections.prepare_task", "双随机办")
    if not reason.strip():
        raise DomainError("请写明再次抽查的理由。理由会公开。")
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.session_id is not None or task.approved_at is not None or voided_for_good(task.line) is None:
        raise DomainError("这个任务不需要报批再次抽查。")
    return move(task, TaskStatus.PROPOSED, by=by, action="task.ask_again", reason=reason, again_reason=reason.strip())


@transaction.atomic
def approve(*, task: Task, by: User) -> Task:
    """分管局领导 lets the same scope be drawn again."""
    demand(by, "inspections.approve_task", "分管局领导")
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.created_by_id == by.pk:
        raise SameHands("任务不得由建立人本人批准。")
    return move(task, TaskStatus.READY, by=by, action="task.approve", **stamp("approved", by))


@transaction.atomic
def decline(*, task: Task, reason: str, by: User) -> Task:
    """The scope is not drawn again this time."""
    demand(by, "inspections.approve_task", "分管局领导")
    if not reason.strip():
        raise DomainError("请写明不予批准的理由。")
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.status != TaskStatus.PROPOSED:
        raise IllegalMove(task.get_status_display(), TaskStatus.CANCELLED.label)
    return move(task, TaskStatus.CANCELLED, by=by, action="task.decline", reason=reason)


def close_if_done(*, task: Task, by: User | None) -> None:
    """已实施检查但未公示的，视为未完成: a task is done when its last record is published."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    unfinished = Inspection.objects.filter(visit__task=task).exclude(status__in=FINISHED)
    if task.status == TaskStatus.INSPECTING and not unfinished.exists():
        move(task, TaskStatus.DONE, by=by, action="task.close")


def reopen(*, task: Task, by: User | None) -> None:
    """One of its firms is visited anew: a task that was done is open again."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.status == TaskStatus.DONE:
        move(task, TaskStatus.INSPECTING, by=by, action="task.reopen")
