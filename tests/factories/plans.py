"""A trade with its firms, a plan, a task, a session at any point of its life: every step by the real service."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import factory
from django.db import transaction
from django.utils.timezone import localdate

from inspections.models import DrawSession, Plan, Task
from inspections.services import plans, sessions, tasks
from registry.models import (
    Absence,
    EntityFlag,
    EntityIndustry,
    Industry,
    ItemIndustry,
    ItemVersion,
    MarketEntity,
    Recusal,
)
from tests.factories.accounts import UserFactory
from tests.factories.base import AtOnce, TrailedFactory, note
from tests.factories.inspections import EntityFactory, InspectorFactory, UnitFactory, VersionFactory, somebody
from tests.factories.lotteries import coming_at
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today

DIGITS = ["482913", "070511", "996004"]


class IndustryFactory(TrailedFactory):
    class Meta:
        model = Industry

    name = factory.Sequence(lambda n: f"测试行业{n}")


class TradeFactory(TrailedFactory):
    """One trade of one firm."""

    class Meta:
        model = EntityIndustry


class ItemTradeFactory(TrailedFactory):
    class Meta:
        model = ItemIndustry


class FlagFactory(TrailedFactory):
    """投诉举报多, since today."""

    class Meta:
        model = EntityFlag

    kind = EntityFlag.Kind.COMPLAINTS
    reason = "投诉 4 起"
    started_on = factory.LazyFunction(today)


class AbsenceFactory(TrailedFactory):
    class Meta:
        model = Absence

    reason = "培训"


class RecusalFactory(TrailedFactory):
    class Meta:
        model = Recusal

    ground = Recusal.Ground.INTEREST
    started_on = factory.LazyFunction(today)


@transaction.atomic
def version_with_firms(firms: int = 12, flagged: int = 0, **kwargs: Any) -> ItemVersion:
    """An item in force over a trade of its own; 10 %, at least one per stratum, twice a year."""
    version: ItemVersion = VersionFactory(**({"ratio": 1000, "floor": 1, "yearly_cap": 2} | kwargs))
    trade = ItemTradeFactory(item=version.item, industry=IndustryFactory()).industry
    for number in range(firms):
        entity = firm(trade)
        if number < flagged:
            FlagFactory(entity=entity)
    return version


def firm(trade: Industry, **kwargs: Any) -> MarketEntity:
    entity: MarketEntity = EntityFactory(**kwargs)
    TradeFactory(entity=entity, industry=trade)
    return entity


def amend(row: Any, **values: Any) -> None:
    """Change a row the way no service does, with the event the guard asks for."""
    with transaction.atomic():
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        note(row)


def trade_of(task: Task) -> Industry:
    return task.line.item.industries.get()


def end_of_task() -> date:
    """Two weeks from now, but in this year."""
    day = today()
    return min(date.fromordinal(day.toordinal() + 14), date(day.year, 12, 31))


def line_for(version: ItemVersion, **kwargs: Any) -> plans.Line:
    given = {"unit": UnitFactory(), "from_on": today(), "to_on": end_of_task()} | kwargs
    return plans.Line(item=version.item, **given)


class PlanFactory(AtOnce):
    """This year's plan with one line per version: `PlanFactory(versions=[…])`, `stage` draft, pending or approved."""

    class Meta:
        model = Plan

    class Params:
        pending = factory.Trait(stage="pending")
        approved = factory.Trait(stage="approved")

    stage = "draft"
    versions = factory.LazyFunction(lambda: [version_with_firms()])
    by = factory.SubFactory(UserFactory, office=True)

    @classmethod
    def _create(cls, model_class: type[Plan], *args: Any, **kwargs: Any) -> Plan:
        by, year = kwargs["by"], today().year
        plan = plans.draft(year=year, title=f"{year} 年度双随机抽查计划", by=by)
        for version in kwargs["versions"]:
            plans.add_line(plan=plan, line=line_for(version), by=by)
        if kwargs["stage"] != "draft":
            plan = plans.submit(plan=plan, by=by)
        if kwargs["stage"] == "approved":
            plan = plans.approve(plan=plan, by=somebody(Role.LEADER))
        return plan


class TaskFactory(AtOnce):
    """A task waiting for its session: `TaskFactory(firms=12, officers=6)`; further ones join the year's plan."""

    class Meta:
        model = Task

    firms = 12
    flagged = 0
    officers = 6
    by = factory.SubFactory(UserFactory, office=True)

    @classmethod
    def _create(cls, model_class: type[Task], *args: Any, **kwargs: Any) -> Task:
        by = kwargs.pop("by")
        InspectorFactory.create_batch(kwargs.pop("officers"))
        version = version_with_firms(kwargs.pop("firms"), kwargs.pop("flagged"))
        plan = PlanFactory(approved=True, versions=[version])
        return tasks.create(line=plan.lines.get(), from_on=today(), to_on=end_of_task(), by=by, **kwargs)


def two_tasks(**kwargs: Any) -> list[Task]:
    """Two tasks of one plan."""
    InspectorFactory.create_batch(6)
    plan = PlanFactory(approved=True, versions=[version_with_firms(**kwargs), version_with_firms(**kwargs)])
    by = UserFactory(office=True)
    return [tasks.create(line=line, from_on=today(), to_on=end_of_task(), by=by) for line in plan.lines.all()]


class SessionFactory(AtOnce):
    """A sitting of three witnesses: `SessionFactory(frozen=True)`, led there by two people of the office."""

    class Meta:
        model = DrawSession

    class Params:
        proposed = factory.Trait(stage="proposed")
        frozen = factory.Trait(stage="frozen")
        drawn = factory.Trait(stage="drawn")

    stage = "open"
    title = "测试场次"
    held_on = factory.LazyFunction(today)
    tasks = factory.LazyFunction(lambda: [TaskFactory()])
    by = factory.SubFactory(UserFactory, office=True)

    @classmethod
    def _create(cls, model_class: type[DrawSession], *args: Any, **kwargs: Any) -> DrawSession:
        stage, by = kwargs.pop("stage"), kwargs["by"]
        for kind in [kind for kind, _ in kwargs.get("sources", []) if kind != "W"]:
            kwargs = {"lottery_at": coming_at(kind)} | kwargs
            kwargs["held_on"] = max(kwargs["held_on"], localdate(coming_at(kind)))
        session = sessions.open_session(**kwargs)
        if stage != "open":
            session = sessions.propose_freeze(session=session, note="已逐条核对", by=by)
        if stage in ("frozen", "drawn"):
            session = sessions.confirm_freeze(session=session, by=UserFactory(office=True))
        return draw(session, by) if stage == "drawn" else session


def draw(session: DrawSession, by: User, digits: Sequence[str] = DIGITS) -> DrawSession:
    """Read the witnesses' numbers, typed twice alike."""
    return sessions.draw(session=session, numbers=[digits], again=[digits], by=by)
