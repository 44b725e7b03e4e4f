"""Which officers stand in the pool of a task, and why the others do not (国办发〔2024〕54号; 行政处罚法42).

Only 民警 with a certificate valid on every day of the task; 辅警 never.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import Q

from inspections.choices import Reach
from inspections.models import Task, Visit, VisitOfficer
from registry.models import Certificate, Inspector, Unit

LINES = {"ZA": "治安管理", "JD": "禁毒", "WA": "网络安全", "LH": "治安管理"}
EVERY_LINE = "基层派出所综合"


@dataclass(frozen=True)
class InspectorRow:
    """An officer who may be drawn, under his code for this draw."""

    inspector: Inspector
    code: str
    certificate: str
    load: int

    @property
    def leads(self) -> bool:
        return self.inspector.can_lead


@dataclass(frozen=True)
class LeftOut:
    """An officer who is not in the pool, and why."""

    inspector: Inspector
    reason: str


def rows(task: Task, *, everybody: bool = False) -> tuple[list[InspectorRow], list[LeftOut]]:
    """Officers in the pool, by ascending certificate number, and those left out with the reason.

    `everybody` looks beyond the task's 选派范围: a supplementary draw needs more officers than the first one had.
    """
    eligible = set(Inspector.objects.eligible(task.from_on, task.to_on).values_list("pk", flat=True))
    valid = Certificate.objects.valid(task.from_on, task.to_on).order_by("valid_to")
    numbers = dict(valid.values_list("inspector_id", "number"))
    taken: list[tuple[str, Inspector]] = []
    left_out: list[LeftOut] = []
    for inspector in _within_reach(task, everybody):
        reason = _reason(inspector, task, numbers, eligible)
        if reason:
            left_out.append(LeftOut(inspector, reason))
        else:
            taken.append((numbers[inspector.pk], inspector))
    loads = _loads()
    ordered = enumerate(sorted(taken, key=itemgetter(0)), start=1)
    return [InspectorRow(who, f"J{place:03d}", number, loads[who.pk]) for place, (number, who) in ordered], left_out


def _within_reach(task: Task, everybody: bool) -> Iterator[Inspector]:
    people = Inspector.objects.for_page()
    if not everybody:
        people = people.filter(_reach(task))
    return iter(people.exclude(status=Inspector.Status.LEFT))


def _reach(task: Task) -> Q:
    """选派范围 (decisions, Draw 9): 全局, 各大队, the neighbouring stations of one 片区, or the unit alone."""
    unit = task.line.unit
    if task.reach == Reach.BRIGADES:
        return Q(unit__kind=Unit.Kind.BRIGADE)
    if task.reach == Reach.AREA:
        return Q(unit__area=unit.area) if unit.area else Q(unit=unit)
    return Q(unit=unit) if task.reach == Reach.UNIT else Q()


def _reason(inspector: Inspector, task: Task, numbers: Mapping[int, str], eligible: Collection[int]) -> str:
    """Why an officer stays out of the pool; empty when he is in. `eligible` decides, the rest finds the words."""
    if inspector.kind != Inspector.Kind.POLICE:
        return "辅警，不得编入"
    if inspector.status != Inspector.Status.ON_DUTY:
        return inspector.get_status_display()
    if inspector.pk not in numbers:
        return _certificate_trouble(inspector, task)
    if inspector.pk not in eligible:
        return "检查期间请假"
    if inspector.user is None or not inspector.user.is_active:
        return "没有可用的登录账号，无法到场亮证和签名"
    return "" if qualified(inspector, task) else "业务条线不含本事项"


def _certificate_trouble(inspector: Inspector, task: Task) -> str:
    last = max((certificate.valid_to for certificate in inspector.certificates.all()), default=None)
    if last is None:
        return "没有执法证"
    if last < task.to_on:
        return f"执法证 {last.year}年{last.month}月{last.day}日 到期，早于任务结束"
    return "执法证在检查期间不是始终有效"


def qualified(inspector: Inspector, task: Task) -> bool:
    line = LINES.get(task.line.item.code[:2], EVERY_LINE)
    return line in inspector.business_lines or EVERY_LINE in inspector.business_lines


def _loads() -> Counter[int]:
    """Open visits by officer: who has much to do is taken later."""
    open_visits = VisitOfficer.objects.filter(visit__in=Visit.objects.open().values("pk"))
    return Counter(open_visits.values_list("inspector_id", flat=True))
