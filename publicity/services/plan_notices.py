"""抽查工作计划公告 and 抽查任务公告: what is approved, or frozen, stands before the public at once (ux.md §1.4, W3).

No firm is named in either. A task's 公开时机 says when the names drawn are opened; the notice says which of the two.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from inspections.choices import DrawMode
from inspections.models import Plan, PlanLine, Task
from inspections.services.protocol import expected
from inspections.status import PlanStatus
from inspections.strata import ratio_words
from publicity.public_site import schema, store_plans
from publicity.public_site.models import PublicPlan, PublicTask
from publicity.public_site.plan_schema import PLAN_FORMAT, TASK_FORMAT
from publicity.wording import full_width
from registry.grounds import Grounds
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.trail.services import record

AREA, LEVEL, KIND = "阳城县", "县级", "双随机抽查"


@transaction.atomic
def publish(*, plan: Plan, by: User | None) -> PublicPlan:
    """Show an approved plan; one that was adjusted becomes a further version, the earlier ones stay readable."""
    before = PublicPlan.objects.filter(plan_id=plan.pk).first()
    versions = list(before.record["versions"]) if before else []
    public = {
        "format": PLAN_FORMAT,
        "number": plan.number,
        "year": plan.year,
        "title": full_width(plan.title),
        "issuer": settings.ISSUER,
        "versions": [*versions, _version(plan, len(versions) + 1)],
    }
    row = store_plans.put_plan(public, plan_id=plan.pk)
    record("plan.publish", target=plan, by=by, detail={"version": row.version}, public=schema.digest(public))
    return row


def _version(plan: Plan, number: int) -> dict[str, Any]:
    assert plan.approved_at is not None, "only an approved plan is shown"
    lines = plan.lines.select_related("item", "unit").order_by("order")
    grounds = Grounds(today(), [line.item for line in lines])
    return {
        "version": number,
        "approved_on": timezone.localdate(plan.approved_at).isoformat(),
        "reason": full_width(plan.adjust_reason) if number > 1 else "",
        "lines": [_line(line, grounds) for line in lines],
    }


def _line(line: PlanLine, grounds: Grounds) -> dict[str, Any]:
    version = grounds.current(line.item)
    return {
        "order": line.order,
        "item_code": line.item.code,
        "item_title": full_width(line.item.title),
        "bases": list(dict.fromkeys(full_width(basis.text) for basis in grounds.power(version))) if version else [],
        "kind": KIND,
        "authority": settings.ISSUER,
        "level": LEVEL,
        "area": AREA,
        "base": line.base,
        "method": "、".join(version.methods) if version else "",
        **_shared(line),
    }


def _shared(line: PlanLine) -> dict[str, Any]:
    """What a plan's line and each task of it say alike."""
    return {
        "title": full_width(line.title),
        "scope": full_width(line.scope),
        "ratio": _ratio(line),
        "take": sum(expected(line).values()),
        "cap": f"每户每年不超过 {line.yearly_cap} 次" if line.yearly_cap else "不限",
        "from_on": line.from_on.isoformat(),
        "to_on": line.to_on.isoformat(),
        "unit": line.unit.name,
        "partners": full_width(line.partners),
    }


def _ratio(line: PlanLine) -> str:
    """`一般 5%，C类 10%；重点 10%；每层至少 1 户`, or the number of firms where the plan fixes it."""
    if line.mode == DrawMode.TOTAL:
        return f"共 {line.total} 户"
    general, key = (ratio_words(line.ratios, flagged=flagged) for flagged in (False, True))
    return f"一般 {general}；重点 {key}；每层至少 {line.floor} 户"


@transaction.atomic
def announce(*, task: Task, by: User | None) -> PublicTask | None:
    """Show a task from its first freeze on, and its new state ever after.

    Before that it may still be changed or dropped, and nobody outside hears of it: None.
    """
    if task.status not in PublicTask.Status.values or not task.draws.exists():
        return None
    public = _task(task, PublicTask.objects.filter(task_id=task.pk).first())
    row = store_plans.put_task(public, task_id=task.pk)
    record("task.announce", target=task, by=by, public=schema.digest(public))
    return row


def _task(task: Task, before: PublicTask | None) -> dict[str, Any]:
    line, item = task.line, task.version.item
    first = before.announced_on if before else today()
    own = {"again": full_width(task.again_reason)} if task.again_reason else {}
    return {
        **_shared(line),
        "format": TASK_FORMAT,
        "number": task.number,
        "title": full_width(task.title),
        "plan_number": line.plan.number,
        "plan_title": full_width(line.plan.title),
        "line": line.order,
        "item_code": item.code,
        "item_title": full_width(item.title),
        "item_version": task.version.number,
        "team": f"每组不少于 {task.team_size} 人，从{task.get_reach_display()}持证民警中随机选派",
        "names": _names(task),
        "from_on": task.from_on.isoformat(),
        "to_on": task.to_on.isoformat(),
        "status": str(task.status),
        "announced_on": first.isoformat(),
        "updated_on": today().isoformat(),
        **own,
    }


def _names(task: Task) -> str:
    """公开时机; of a sensitive item the list is opened to supervisors alone."""
    if task.line.item.sensitive:
        return "名单不向社会公开，由监督机关核验"
    return str(task.get_disclosure_display())


def release_waiting() -> int:
    """Show what was approved or frozen and does not stand before the public yet; how many. The daily command's work."""
    approved = Plan.objects.filter(status__in=[PlanStatus.APPROVED, PlanStatus.CLOSED])
    plans = approved.exclude(pk__in=PublicPlan.objects.values("plan_id")).order_by("year")
    drawn = Task.objects.filter(draws__isnull=False, status__in=PublicTask.Status.values)
    tasks = drawn.exclude(pk__in=PublicTask.objects.values("task_id")).order_by("number").distinct()
    shown: list[Any] = [publish(plan=plan, by=None) for plan in plans]
    shown += [announce(task=task, by=None) for task in tasks]
    return len(shown)
