"""Two rows that are the same firm: one stays, the other keeps its history."""

import pytest

from inspections.services import caps, pools
from registry.services import entities, proposals
from tests.factories.accounts import UserFactory
from tests.factories.inspections import EntityFactory, InspectorFactory, UnitFactory, VisitFactory
from tests.factories.plans import RecusalFactory, SessionFactory
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import AlreadyDone, DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return UserFactory(office=True)


def merge(entity, into, by):
    return entities.merge(entity=entity, into=into, reason="执照换发，重复登记", by=by)


def test_a_firm_with_an_open_visit_is_not_merged(office) -> None:
    visit = VisitFactory(ready=True)

    with pytest.raises(DomainError, match="还有未办结的检查"):
        merge(visit.entity, EntityFactory(), office)


def test_visits_of_the_merged_row_count_against_the_cap_of_the_one_that_stays(office) -> None:
    visit, into = VisitFactory(approved=True, due_on=today()), EntityFactory()

    merge(visit.entity, into, office)

    assert pools.visits_this_year(today().year) == {into.pk: 1}


def test_a_recusal_is_not_lost_by_merging(office) -> None:
    recusal, into = RecusalFactory(entity=EntityFactory(), inspector=InspectorFactory(name="茹宁")), EntityFactory()

    with pytest.raises(DomainError, match=r"茹宁与.*有回避关系"):
        merge(recusal.entity, into, office)


def test_a_waiting_proposal_is_decided_first(office) -> None:
    UnitFactory()
    firm, officer = EntityFactory(), UserFactory(inspector=True)
    proposals.propose(entity=firm, values={"phone": "1"}, reason="走访", evidence="", by=officer)

    with pytest.raises(DomainError, match="待处理的申变更"):
        merge(firm, EntityFactory(), office)


def test_a_waiting_exception_is_decided_first(office) -> None:
    firm = EntityFactory()
    caps.ask(entity=firm, extra=1, reason="督办", evidence="晋公督〔2026〕1号", by=office)

    with pytest.raises(DomainError, match="待审批的频次例外"):
        merge(firm, EntityFactory(), office)


def test_rows_merged_earlier_follow(office) -> None:
    first, second, third = EntityFactory.create_batch(3)
    merge(first, second, office)
    merge(second, third, office)

    first.refresh_from_db()
    assert first.merged_into == third


def test_a_row_is_merged_once_and_not_into_itself(office) -> None:
    first, second = EntityFactory.create_batch(2)
    with pytest.raises(DomainError, match="不能并入本户"):
        merge(first, first, office)
    merge(first, second, office)

    with pytest.raises(AlreadyDone, match="已经并入"):
        merge(first, EntityFactory(), office)


def test_a_firm_in_a_frozen_pool_waits_for_the_draw(office) -> None:
    row = SessionFactory(frozen=True).draws.get().pool.first()

    with pytest.raises(DomainError, match="在已封存、待抽取的名录中"):
        merge(row.entity, EntityFactory(), office)
