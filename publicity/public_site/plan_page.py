"""What the page of a plan, and that of a task, say beyond their records (ux.md W3)."""

from dataclasses import dataclass
from typing import Any

from publicity.public_site.models import PublicDraw, PublicPlan, PublicResult, PublicTask

SAME = (("kind", "检查类型"), ("authority", "实施主体"), ("level", "实施层级"), ("area", "检查地域"))
"""Columns of the official table that are alike in every line: said once over it."""


@dataclass(frozen=True)
class Line:
    """One line of a plan with the tasks that carried it out."""

    said: dict[str, Any]
    tasks: list[PublicTask]


def context(plan: PublicPlan, number: int) -> dict[str, Any]:
    """Everything the template of one version needs."""
    versions = plan.record["versions"]
    version = versions[number - 1]
    tasks = list(PublicTask.objects.filter(plan_number=plan.number))
    lines = [Line(said, [task for task in tasks if task.record["line"] == said["order"]]) for said in version["lines"]]
    return {
        "plan": plan,
        "version": version,
        "versions": [one for one in reversed(versions) if len(versions) > 1],
        "is_last": number == len(versions),
        "lines": lines,
        "alike": [(label, "、".join(sorted({one[key] for one in version["lines"]}))) for key, label in SAME],
        "base": sum(one["base"] for one in version["lines"]),
        "take": sum(one["take"] for one in version["lines"]),
        "tasks": tasks,
    }


def task_context(task: PublicTask) -> dict[str, Any]:
    """The task with its draws and its published results."""
    found = PublicResult.objects.listed().filter(task_number=task.number)
    return {
        "task": task,
        "record": task.record,
        "draws": PublicDraw.objects.filter(task_number=task.number),
        "results": found.newest_first(),
    }
