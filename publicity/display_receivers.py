"""What stands before the public beside the results, and follows the lower apps: plans, tasks, officers."""

from typing import Any

from django.dispatch import receiver

from inspections.models import Plan, Task
from inspections.signals import plan_approved, task_moved
from publicity.services import officer_notices, plan_notices
from registry.models import Inspector
from registry.signals import inspector_changed
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.parameters.signals import parameter_changed


@receiver(plan_approved)
def publish_plan(plan: Plan, by: User, **kwargs: Any) -> None:
    plan_notices.publish(plan=plan, by=by)


@receiver(task_moved)
def announce_task(task: Task, by: User | None, **kwargs: Any) -> None:
    plan_notices.announce(task=task, by=by)


@receiver(inspector_changed)
def refresh_officer(inspector: Inspector, by: User | None, **kwargs: Any) -> None:
    officer_notices.refresh(inspector=inspector, by=by)


@receiver(parameter_changed)
def follow_policy(key: str, by: User | None, **kwargs: Any) -> None:
    """A policy that begins on a later day is followed by the daily command."""
    if key == officer_notices.POLICY:
        officer_notices.refresh_all(by=by)
