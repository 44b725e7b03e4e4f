"""What stands before the public beside the results, and follows the lower apps: plans, tasks, officers."""

from typing import Any

from django.dispatch import receiver

from inspections.models import Plan, Task
from inspections.signals import plan_approved, task_moved
from publicity.services import plan_notices
from yangcheng_inspect.accounts.models import User


@receiver(plan_approved)
def publish_plan(plan: Plan, by: User, **kwargs: Any) -> None:
    plan_notices.publish(plan=plan, by=by)


@receiver(task_moved)
def announce_task(task: Task, by: User | None, **kwargs: Any) -> None:
    plan_notices.announce(task=task, by=by)
