"""Who stands in the pool of a task, and why somebody does not: computed anew at every look, kept at the freeze.

Ratios, strata and caps come from the approved plan line; standing comes from the registries (方案三(二)1, 三(三)).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from inspections import strata
from inspections.choices import CAPPED_KINDS, Reach
from inspections.models import Task, Visit, VisitOfficer
from inspections.status import VisitStatus
from registry.models import (
    EntityFlag,
    Inspector,
    MarketEntity,
    Recusal,
    RegistrationStatus,
)

LINES = {"ZA": "治安管理", "JD": "禁毒", "WA": "网络安全", "LH": "治安管理"}
EVERY_LINE = "基层派出所综合"
STANDING = {
    RegistrationStatus.SUSPENDED: ("X1", "停业"),
    RegistrationStatus.REVOKED: ("X1", "已吊销"),
    RegistrationStatus.CANCELLED: ("X1", "已注销"),
    RegistrationStatus.MOVED: ("X2", "已迁出"),
}
UNSURE = ("X3", "监管行业待确认")
IN_LOT = "E"


@dataclass(frozen=True)
class EntityRow:
    """A firm of the trade: `standing` is E, or X1…X9 with the reason that is published."""

    entity: MarketEntity
    stratum: str
    checked: int
    standing: str
    reason: str = ""
    weight: int = 1

    @property
    def code(self) -> str:
        return self.entity.draw_id


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


@dataclass(frozen=True)
class TaskPool:
    """Everything a freeze of one task would fix."""

    task: Task
    entities: list[EntityRow]
    inspectors: list[InspectorRow]
    left_out: list[LeftOut]
    avoidances: list[tuple[str, str]]
    in_lot: list[EntityRow] = field(init=False)

    def __post_init__(self) -> None:
        cap = self.task.line.yearly_cap
        free = [row for row in self.entities if row.standing == IN_LOT and not (cap and row.checked >= cap)]
        object.__setattr__(self, "in_lot", free)

    @property
    def excluded(self) -> list[EntityRow]:
        return [row for row in self.entities if row not in self.in_lot]

    @property
    def counts(self) -> dict[str, int]:
        """Firms in the lot per stratum."""
        return dict(sorted(Counter(row.stratum for row in self.in_lot).items()))


def build(task: Task, day: date) -> TaskPool:
    """The pool of `task` as the registries stand on `day`."""
    entities = list(_entity_rows(task, day))
    inspectors, left_out = _inspector_rows(task)
    return TaskPool(task, entities, inspectors, left_out, _avoidances(entities, inspectors, day))


def _entity_rows(task: Task, day: date) -> Iterator[EntityRow]:
    """Firms of the item's trades, each once, in the order of their codes."""
    trades = task.line.item.industries.all()
    found = MarketEntity.objects.standing().filter(industries__in=trades).distinct().select_related("town")
    flagged = set(EntityFlag.objects.standing(day).values_list("entity_id", flat=True))
    checked = visits_this_year(day.year)
    for entity in sorted(found, key=lambda one: one.draw_id):
        code, reason = _standing(entity)
        drawer = strata.stratum(entity.risk_class, entity.pk in flagged)
        yield EntityRow(entity, drawer, checked.get(entity.pk, 0), code, reason)


def _standing(entity: MarketEntity) -> tuple[str, str]:
    if entity.registration_status in STANDING:
        return STANDING[RegistrationStatus(entity.registration_status)]
    return (IN_LOT, "") if entity.scope_confirmed else UNSURE


def visits_this_year(year: int) -> Counter[int]:
    """Visits that count against the yearly cap, by firm: 双随机、日常、专项, not those called off."""
    planned = Visit.objects.filter(kind__in=CAPPED_KINDS, due_on__year=year).exclude(status=VisitStatus.CANCELLED)
    return Counter(planned.values_list("entity_id", flat=True))


def _inspector_rows(task: Task) -> tuple[list[InspectorRow], list[LeftOut]]:
    eligible = set(Inspector.objects.eligible(task.from_on, task.to_on).values_list("pk", flat=True))
    taken: list[tuple[str, Inspector]] = []
    left_out: list[LeftOut] = []
    for inspector in _within_reach(task):
        reason = "" if inspector.pk in eligible else _why_not(inspector, task)
        certificate = inspector.certificate_on(task.from_on)
        if reason or certificate is None or not qualified(inspector, task):
            left_out.append(LeftOut(inspector, reason or "业务条线不含本事项"))
        else:
            taken.append((certificate.number, inspector))
    loads = _loads()
    rows = [
        InspectorRow(inspector, f"J{place:03d}", number, loads.get(inspector.pk, 0))
        for place, (number, inspector) in enumerate(sorted(taken, key=lambda pair: pair[0]), start=1)
    ]
    return rows, left_out


def _within_reach(task: Task) -> Iterator[Inspector]:
    people = Inspector.objects.for_page()
    if task.reach == Reach.UNIT:
        people = people.filter(unit=task.line.unit)
    return iter(people.exclude(status=Inspector.Status.LEFT))


def qualified(inspector: Inspector, task: Task) -> bool:
    line = LINES[task.line.item.code[:2]]
    return line in inspector.business_lines or EVERY_LINE in inspector.business_lines


def _why_not(inspector: Inspector, task: Task) -> str:
    if inspector.kind != Inspector.Kind.POLICE:
        return "辅警，不得编入"
    if inspector.status != Inspector.Status.ON_DUTY:
        return inspector.get_status_display()
    last = inspector.certificates.order_by("valid_to").last()
    if last is None:
        return "没有执法证"
    if last.valid_to < task.to_on:
        return f"执法证 {last.valid_to.month}月{last.valid_to.day}日 到期，早于任务结束"
    return "检查期间请假"


def _loads() -> Counter[int]:
    """Open visits by officer: who has much to do is taken later."""
    open_visits = VisitOfficer.objects.filter(visit__in=Visit.objects.open().values("pk"))
    return Counter(open_visits.values_list("inspector_id", flat=True))


def _avoidances(entities: list[EntityRow], inspectors: list[InspectorRow], day: date) -> list[tuple[str, str]]:
    """(officer's code, firm's code) for every recusal that stands."""
    officers = {row.inspector.pk: row.code for row in inspectors}
    firms = {row.entity.pk: row.code for row in entities}
    standing = Recusal.objects.standing(day).filter(inspector__in=officers, entity__in=firms)
    return sorted((officers[r.inspector_id], firms[r.entity_id]) for r in standing)
