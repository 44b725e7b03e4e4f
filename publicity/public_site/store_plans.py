"""The door of plans and tasks: one checked JSON object in, its row out (see `store`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from publicity.public_site import plan_schema
from publicity.public_site.models import PublicPlan, PublicTask
from publicity.public_site.schema import NotPublic


@transaction.atomic
def put_plan(record: Mapping[str, Any], *, plan_id: int) -> PublicPlan:
    """Show a plan, or a plan with one more version. Raises `NotPublic`, also where an earlier version would change."""
    plan_schema.validate_plan(record)
    last = record["versions"][-1] if record["versions"] else None
    if last is None:
        raise NotPublic("公开的年度抽查计划至少要有一个版本。")
    before = PublicPlan.objects.select_for_update().filter(plan_id=plan_id).first()
    kept = before.record["versions"] if before else []
    if record["versions"][: len(kept)] != kept:
        raise NotPublic("已经公布的计划版本不能改动。调整计划须另成一版，原版本保留。")
    row, _ = PublicPlan.objects.update_or_create(
        plan_id=plan_id,
        defaults={
            **{name: record[name] for name in ("number", "year", "title")},
            "version": last["version"],
            "approved_on": date.fromisoformat(last["approved_on"]),
            "record": dict(record),
        },
    )
    return row


@transaction.atomic
def put_task(record: Mapping[str, Any], *, task_id: int) -> PublicTask:
    """Show a task, or its new state in the same place. Raises `NotPublic`."""
    plan_schema.validate_task(record)
    if record["status"] not in PublicTask.Status.values:
        raise NotPublic(f"任务状态“{record['status']}”不认识。")
    row, _ = PublicTask.objects.update_or_create(
        task_id=task_id,
        defaults={
            **{name: record[name] for name in ("number", "title", "plan_number", "status")},
            **{name: date.fromisoformat(record[name]) for name in ("announced_on", "updated_on")},
            "record": dict(record),
        },
    )
    return row
