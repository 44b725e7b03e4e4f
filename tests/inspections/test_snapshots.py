"""Name, address and town are those of the freeze and of the order; a later move changes only who sees new work."""

import pytest

from inspections import papers
from inspections.choices import PaperKind
from inspections.models import Visit
from inspections.papers import kinds, rendering
from inspections.services import pools
from registry.models import MarketEntity
from tests.factories.accounts import UserFactory
from tests.factories.inspections import UnitFactory, VisitFactory
from tests.factories.plans import SessionFactory, TaskFactory, amend, draw
from tests.factories.registry import TownFactory
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db


def move_away(entity: MarketEntity) -> None:
    town = TownFactory(name="次营镇", unit=UnitFactory(code="140522-22", kind="STATION"))
    amend(entity, name="改了名的店", address="次营镇 2 号", town=town)


def test_a_firm_that_moves_between_freeze_and_draw_is_visited_as_it_was_frozen() -> None:
    session = SessionFactory(frozen=True, tasks=[TaskFactory(firms=3)])
    frozen = {row.entity_id: (row.name, row.address, row.town) for row in session.draws.get().pool.all()}
    for entity in MarketEntity.objects.all():
        amend(entity, name=f"改名{entity.pk}", address="次营镇 2 号")

    draw(session, UserFactory(office=True))

    visits = Visit.objects.filter(task__session=session)
    assert visits.exists()
    assert all((visit.name, visit.address, visit.town) == frozen[visit.entity_id] for visit in visits)


def test_the_next_pool_takes_the_firm_as_it_stands_then() -> None:
    task = TaskFactory(firms=1)
    move_away(MarketEntity.objects.get())

    assert [row.entity.name for row in pools.build(task, today()).entities] == ["改了名的店"]


def test_a_move_changes_neither_the_unit_nor_the_papers_of_a_visit() -> None:
    visit = VisitFactory(submitted=True)
    name, unit = visit.name, visit.unit
    move_away(visit.entity)

    visit = Visit.objects.get(pk=visit.pk)
    record = visit.inspections.get()

    assert (visit.name, visit.unit, papers.record_paper(record)["visit"].name) == (name, unit, name)
    assert rendering.compose(kinds.of(PaperKind.RECORD), record).pdf("第 1 次打印").startswith(b"%PDF")


def test_the_station_of_the_new_town_does_not_inherit_old_visits() -> None:
    visit = VisitFactory(submitted=True)
    move_away(visit.entity)
    head = UserFactory(unit_head=True, unit_code="140522-22")

    assert not Visit.objects.visible_to(head).exists()
    assert MarketEntity.objects.visible_to(head).filter(pk=visit.entity.pk).exists()
