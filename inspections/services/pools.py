"""Who stands in the pool of a task, and why somebody does not: computed anew at every look, kept at the freeze.

Ratios and caps come from the approved plan line, tickets from the risk matrix in force that day, standing from the
registries (方案三(二)1, 三(三)).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.db.models.functions import Coalesce

from inspections import strata
from inspections.choices import CAPPED_KINDS
from inspections.models import CapException, Task, Visit
from inspections.services import pool_officers
from inspections.services.pool_officers import InspectorRow, LeftOut
from inspections.status import CALLED_OFF
from registry import risk_of
from registry.models import EntityFlag, InspectionItem, MarketEntity, Recusal, RegistrationStatus, RiskMatrix

STANDING = {
    RegistrationStatus.SUSPENDED: ("X1", "停业"),
    RegistrationStatus.REVOKED: ("X1", "已吊销"),
    RegistrationStatus.CANCELLED: ("X1", "已注销"),
    RegistrationStatus.MOVED: ("X2", "已迁出"),
}
UNSURE = ("X3", "监管行业待确认")
IN_LOT, DIRECTED = "E", "M"


@dataclass(frozen=True)
class EntityRow:
    """A firm of the trade: `standing` is E, or X1…X9 with the reason that is published.

    `checked` is what counts against the cap: this year's visits less those approved above it (`extra`).
    """

    entity: MarketEntity
    stratum: str
    checked: int
    standing: str
    reason: str = ""
    weight: int = 1
    extra: int = 0
    flags: Sequence[EntityFlag] = ()

    @property
    def code(self) -> str:
        return self.entity.draw_id


@dataclass(frozen=True)
class TaskPool:
    """Everything a freeze of one task would fix."""

    task: Task
    entities: list[EntityRow]
    inspectors: list[InspectorRow]
    left_out: list[LeftOut]
    avoidances: list[tuple[str, str]]
    matrix: RiskMatrix | None = None

    def capped(self, row: EntityRow) -> bool:
        """Left out by rule: visited as often this year as the plan allows."""
        cap = self.task.line.yearly_cap
        return row.standing == IN_LOT and 0 < cap <= row.checked

    @cached_property
    def in_lot(self) -> list[EntityRow]:
        return [row for row in self.entities if row.standing == IN_LOT and not self.capped(row)]

    @cached_property
    def directed(self) -> list[EntityRow]:
        """Firms outside the lot that are visited all the same: M, in a supplementary draw of teams."""
        return [row for row in self.entities if row.standing == DIRECTED]

    @cached_property
    def excluded(self) -> list[tuple[EntityRow, str]]:
        """Firms outside the lot, each with its reason."""
        worn = "本年度已检查 {} 次，达到频次上限"
        capped = [(row, worn.format(row.checked + row.extra)) for row in self.entities if self.capped(row)]
        outside = [row for row in self.entities if row.standing not in (IN_LOT, DIRECTED)]
        return capped + [(row, row.reason) for row in outside]

    @property
    def counts(self) -> dict[str, int]:
        """Firms in the lot per stratum."""
        return dict(sorted(Counter(row.stratum for row in self.in_lot).items()))

    def why(self, row: EntityRow) -> str:
        """What sets a firm apart from ordinary ones: ratio by the plan, tickets by the matrix; kept at the freeze."""
        line = self.task.line
        times = line.ratios.get(row.stratum, 0) / (line.ratios.get(strata.ORDINARY) or 1)
        tickets = f"{row.weight} 个签（{self.matrix}）" if row.weight > 1 else ""
        return risk_of.in_pool(row.entity, row.flags).why(times, str(line.matrix or "计划比例"), tickets)

    @cached_property
    def reasons(self) -> list[tuple[str, list[EntityRow]]]:
        """Firms of the lot by what sets them apart, the largest group first; ordinary ones are left out."""
        found: defaultdict[str, list[EntityRow]] = defaultdict(list)
        for row in self.in_lot:
            found[self.why(row)].append(row)
        return sorted(((why, rows) for why, rows in found.items() if why), key=lambda one: -len(one[1]))


def build(task: Task, day: date) -> TaskPool:
    """The pool of `task` as the registries stand on `day`."""
    entities = list(firms(task.line.item, day))
    inspectors, left_out = pool_officers.rows(task)
    barred = avoidances(entities, inspectors, day)
    return TaskPool(task, entities, inspectors, left_out, barred, risk_of.matrix_in_force(day))


def firms(item: InspectionItem, day: date) -> Iterator[EntityRow]:
    """Firms of the item's trades, each once, in the order of their codes."""
    trades = item.industries.all()
    found = MarketEntity.objects.standing().filter(industries__in=trades).distinct().select_related("town")
    flags, rules = risk_of.flags_by_firm(day, [firm.pk for firm in found]), risk_of.rules_of(item, day)
    checked, extra = visits_this_year(day.year), CapException.objects.granted(day.year)
    for entity in sorted(found, key=lambda one: one.draw_id):
        code, reason = _standing(entity)
        marks = flags.get(entity.pk, [])
        drawer = strata.stratum(entity.risk_class, bool(marks))
        counted = max(0, checked[entity.pk] - extra[entity.pk])
        weight = rules.weight(drawer, len(marks))
        yield EntityRow(entity, drawer, counted, code, reason, weight, extra[entity.pk], marks)


def _standing(entity: MarketEntity) -> tuple[str, str]:
    if entity.registration_status in STANDING:
        return STANDING[RegistrationStatus(entity.registration_status)]
    return (IN_LOT, "") if entity.scope_confirmed else UNSURE


def visits_this_year(year: int, kinds: Iterable[str] = CAPPED_KINDS) -> Counter[int]:
    """Visits by firm, not those called off; by default those that count against the yearly cap.

    What was done at a row that turned out to be the same firm counts for the firm that stays.
    """
    planned = Visit.objects.filter(kind__in=kinds, due_on__year=year).exclude(status__in=CALLED_OFF)
    counted_with_another = Q(joins__kind__in=kinds) & ~Q(joins__status__in=CALLED_OFF)
    planned = planned.exclude(counted_with_another)
    firms = planned.order_by().annotate(firm=Coalesce("entity__merged_into", "entity"))
    return Counter(firms.values_list("firm", flat=True))


def avoidances(entities: list[EntityRow], inspectors: list[InspectorRow], day: date) -> list[tuple[str, str]]:
    """(officer's code, firm's code) for every recusal that stands."""
    officers = {row.inspector.pk: row.code for row in inspectors}
    firms = {row.entity.pk: row.code for row in entities}
    standing = Recusal.objects.standing(day).filter(inspector__in=officers, entity__in=firms)
    return sorted((officers[r.inspector_id], firms[r.entity_id]) for r in standing)
