"""年度抽查计划: drafted by 双随机办, approved by 分管局领导."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from inspections import signals
from inspections.choices import DrawMode
from inspections.lottery import LotteryError
from inspections.models import Plan, PlanLine
from inspections.services import numbers, pools, versions
from inspections.services.moves import move, stamp
from inspections.services.protocol import expected
from inspections.status import PlanStatus
from registry.models import InspectionItem, ItemVersion, Unit
from registry.risk_of import matrix_in_force, rules_of
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, SameHands
from yangcheng_inspect.personal import refuse_personal
from yangcheng_inspect.trail.services import record


@dataclass(frozen=True)
class Line:
    """What a person decides about a line; the rest follows from the item and the risk matrix in force.

    `ratio` is that of ordinary firms in ‱; 0 takes the item's own.
    """

    item: InspectionItem
    unit: Unit
    from_on: date
    to_on: date
    scope: str = ""
    partners: str = ""
    mode: str = DrawMode.RATIO
    total: int = 0
    ratio: int = 0


@transaction.atomic
def draft(*, year: int, title: str, by: User) -> Plan:
    if Plan.objects.filter(year=year).exists():
        raise DomainError(f"{year} 年的计划已经有了，不能再拟一份。请在原计划上调整。")
    plan = Plan.objects.create(
        number=numbers.plan_number(year), year=year, title=title, drafted_at=now(), drafted_by=by
    )
    record("plan.draft", target=plan, by=by)
    return plan


@transaction.atomic
def add_line(*, plan: Plan, line: Line, by: User) -> PlanLine:
    """A line for an item in force (方案四(三): 法无规定不得检查), its ratios per stratum by the risk matrix."""
    plan = _editable(plan)
    version = versions.in_force(line.item)
    if not plan.year == line.from_on.year == line.to_on.year or line.to_on < line.from_on:
        raise DomainError(f"检查时间须在 {plan.year} 年内，且截止日期不早于开始日期。")
    created = PlanLine(plan=plan, order=_next_order(plan), **_columns(line, version))
    _refuse_bad_total(created)
    created.save()
    record("plan.add_line", target=plan, by=by, detail={"item": line.item.code, "base": created.base})
    return created


def _refuse_bad_total(line: PlanLine) -> None:
    if line.mode == DrawMode.TOTAL and not line.total:
        raise DomainError("按总户数抽取的，请填写总户数。")
    try:
        expected(line)
    except LotteryError as refusal:
        raise DomainError(str(refusal)) from refusal


@transaction.atomic
def remove_line(*, line: PlanLine, by: User) -> None:
    """Take a line out of a draft; what was sent for approval keeps its lines."""
    plan = _editable(line.plan)
    if line.tasks.exists():
        raise DomainError("这一项已经建立过抽查任务，不能从计划中去掉。")
    record("plan.remove_line", target=plan, by=by, detail={"item": line.item.code, "order": line.order})
    line.delete()


def _editable(plan: Plan) -> Plan:
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.status != PlanStatus.DRAFT:
        raise DomainError("计划已送批或已批准，不能再改。已批准的，请先“调整计划”；已送批的，由分管局领导退回。")
    return plan


def _next_order(plan: Plan) -> int:
    return (plan.lines.aggregate(last=Max("order"))["last"] or 0) + 1


def _columns(line: Line, version: ItemVersion) -> dict[str, Any]:
    counts = Counter(row.stratum for row in pools.firms(line.item, today()) if row.standing == pools.IN_LOT)
    return {
        **{name: getattr(line, name) for name in ("item", "unit", "from_on", "to_on", "partners", "mode", "total")},
        "ratios": rules_of(line.item, today()).ratios(line.ratio or version.ratio),
        "matrix": matrix_in_force(today()),
        "title": version.item.title,
        "scope": line.scope or version.target,
        "base": counts.total(),
        "counts": dict(sorted(counts.items())),
        "floor": version.floor,
        "yearly_cap": version.yearly_cap,
    }


@transaction.atomic
def submit(*, plan: Plan, by: User) -> Plan:
    plan = _editable(plan)
    if not plan.lines.exists():
        raise DomainError("计划还没有任务，不能送批。请先添加抽查事项。")
    return move(plan, PlanStatus.PENDING, by=by, action="plan.submit")


@transaction.atomic
def approve(*, plan: Plan, by: User) -> Plan:
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.drafted_by_id == by.pk:
        raise SameHands("计划不得由拟定人本人批准。请由其他分管局领导或其代理人批准。")
    plan = move(plan, PlanStatus.APPROVED, by=by, action="plan.approve", **stamp("approved", by))
    signals.plan_approved.send(Plan, plan=plan, by=by)
    return plan


@transaction.atomic
def adjust(*, plan: Plan, reason: str, by: User) -> Plan:
    """Open an approved plan again. It takes the same way as before; the approved version stays public meanwhile.

    Its tasks go on, new ones wait for the approval. The reason is published with the new version (方案三(二)1).
    """
    demand(by, "inspections.draft_plan", "双随机办")
    refuse_personal(reason, "调整理由")
    if not reason.strip():
        raise DomainError("请写明调整的理由。理由会公开。")
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.status != PlanStatus.APPROVED:
        raise DomainError("只有已批准的计划才需要调整。草稿可以直接修改。")
    why = reason.strip()
    return move(plan, PlanStatus.DRAFT, by=by, action="plan.adjust", reason=why, adjust_reason=why)


@transaction.atomic
def send_back(*, plan: Plan, reason: str, by: User) -> Plan:
    if not reason.strip():
        raise DomainError("请写明退回的理由。")
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    return move(plan, PlanStatus.DRAFT, by=by, action="plan.send_back", reason=reason)
