"""The yearly cap of a firm (国办发〔2024〕54号): a hard stop, an approved exception, and what is counted apart."""

from datetime import timedelta
from typing import Any

import pytest

from inspections.choices import CAPPED_KINDS, WHY_APART, VisitKind
from inspections.models import CapException, Visit
from inspections.services import caps, pools, preflight, visits
from inspections.status import CapStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import EntityFactory, InspectorFactory, VersionFactory, VisitFactory
from tests.factories.plans import TaskFactory, amend
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError, IllegalMove, NotPermitted, SameHands

pytestmark = pytest.mark.django_db
APART = list(WHY_APART)


def order(entity: Any, *versions: Any, kind: str = VisitKind.DAILY) -> Visit:
    form = visits.Order(
        entity=entity,
        kind=VisitKind(kind),
        items=[version.item for version in versions],
        officers=[InspectorFactory(), InspectorFactory()],
        reason="辖区日常检查",
        why_on_site="须现场核对实物",
        due_on=today() + timedelta(days=7),
    )
    return visits.order(form=form, by=UserFactory(office=True))


def asked(entity: Any, extra: int = 1, by: Any = None) -> CapException:
    return caps.ask(
        entity=entity,
        extra=extra,
        reason="省厅挂牌督办",
        evidence="晋公督〔2026〕1号",
        by=by or UserFactory(office=True),
    )


def granted(entity: Any, extra: int = 1) -> CapException:
    return caps.approve(exception=asked(entity, extra), by=UserFactory(leader=True, name="史向东"))


@pytest.fixture
def at_cap():
    """A firm and an item of one visit a year that has been used."""
    version, entity = VersionFactory(yearly_cap=1, code="ZA-31"), EntityFactory()
    order(entity, version)
    return entity, version


def test_every_kind_counts_or_says_why_not() -> None:
    assert set(VisitKind) == {*CAPPED_KINDS, *WHY_APART}


@pytest.mark.parametrize("kind", [kind for kind in CAPPED_KINDS if kind != VisitKind.RANDOM])
def test_what_counts_stops_at_the_cap(at_cap, kind: str) -> None:
    entity, version = at_cap

    with pytest.raises(DomainError, match=r"上限 1 次（事项 ZA-31）.*须经分管局领导批准频次例外"):
        order(entity, version, kind=kind)


@pytest.mark.parametrize("kind", APART)
def test_what_follows_something_else_is_never_blocked_and_counted_apart(at_cap, kind: str) -> None:
    entity, version = at_cap

    first, second = order(entity, version, kind=kind), order(entity, version, kind=kind)

    assert (first.nth_of_year, second.nth_of_year, second.yearly_cap) == (1, 2, 0)
    assert "不计入年度检查频次" in second.frequency
    assert pools.visits_this_year(today().year)[entity.pk] == 1


@pytest.mark.parametrize("kind", APART)
def test_what_is_counted_apart_needs_an_item_in_force_all_the_same(kind: str) -> None:
    with pytest.raises(DomainError, match="没有现行有效的依据"):
        order(EntityFactory(), VersionFactory(effective_to=today() - timedelta(days=1)), kind=kind)


@pytest.mark.parametrize("kind", [kind for kind in VisitKind if kind != VisitKind.RANDOM])
def test_every_ordered_visit_needs_an_approval(kind: str) -> None:
    visit = order(EntityFactory(), VersionFactory(), kind=kind)

    assert (visit.status, visit.approval.status) == ("PENDING", "PENDING_HEAD")


def test_of_several_items_the_smallest_cap_binds_and_is_named(at_cap) -> None:
    entity, _ = at_cap
    wide, narrow = VersionFactory(yearly_cap=4, code="ZA-41"), VersionFactory(yearly_cap=2, code="ZA-42")

    visit = order(entity, wide, narrow)

    assert (visit.nth_of_year, visit.yearly_cap) == (2, 2)
    assert visit.cap_note == "事项 ZA-42 每年 2 次"


def test_an_approved_exception_lifts_the_stop_as_often_as_approved(at_cap) -> None:
    entity, version = at_cap
    granted(entity)

    visit = order(entity, version)

    assert visit.frequency == "第 2 次，上限 1 次，经批准增加 1 次"
    assert "史向东批准增加 1 次：省厅挂牌督办" in visit.cap_note
    with pytest.raises(DomainError, match="另批准增加 1 次"):
        order(entity, version)


def test_an_exception_that_is_only_asked_for_lifts_nothing(at_cap) -> None:
    entity, version = at_cap
    asked(entity)

    with pytest.raises(DomainError, match="上限 1 次"):
        order(entity, version)


def test_nobody_approves_an_exception_of_his_own() -> None:
    both = UserFactory(roles=["OFFICE", "LEADER"])

    with pytest.raises(SameHands, match="不得批准本人申请"):
        caps.approve(exception=asked(EntityFactory(), by=both), by=both)


def test_only_the_leader_approves_and_only_office_or_unit_ask() -> None:
    exception = asked(EntityFactory(), by=UserFactory(unit_head=True))

    with pytest.raises(NotPermitted, match="分管局领导"):
        caps.approve(exception=exception, by=UserFactory(office=True))
    with pytest.raises(NotPermitted, match="双随机办或单位负责人"):
        asked(EntityFactory(), by=UserFactory(inspector=True))


def test_a_refusal_says_why_and_stands() -> None:
    exception, leader = asked(EntityFactory()), UserFactory(leader=True)
    with pytest.raises(DomainError, match="不予批准的理由"):
        caps.decline(exception=exception, decision="", by=leader)
    exception = caps.decline(exception=exception, decision="可以书面检查代替", by=leader)

    assert (exception.status, exception.decision) == (CapStatus.DECLINED, "可以书面检查代替")
    with pytest.raises(IllegalMove):
        caps.approve(exception=exception, by=leader)


def test_one_firm_waits_for_one_answer_at_a_time() -> None:
    entity = EntityFactory()
    asked(entity)

    with pytest.raises(DomainError, match="已有一份待审批"):
        asked(entity)


def test_the_asker_takes_his_request_back() -> None:
    office = UserFactory(office=True)
    exception = asked(EntityFactory(), by=office)

    with pytest.raises(NotPermitted, match="申请人本人"):
        caps.withdraw(exception=exception, by=UserFactory(office=True))
    assert caps.withdraw(exception=exception, by=office).status == CapStatus.WITHDRAWN


@pytest.mark.parametrize("extra", [0, 10])
def test_an_exception_is_a_small_number(extra: int) -> None:
    with pytest.raises(DomainError, match="1 至 9 次"):
        asked(EntityFactory(), extra)


def test_an_exception_puts_a_firm_back_into_the_lot_and_the_preview_says_so() -> None:
    task = TaskFactory(firms=3)
    amend(task.line, yearly_cap=1)
    entity = pools.build(task, today()).entities[0].entity
    VisitFactory(entity=entity, due_on=today())
    granted(entity)

    pool = pools.build(task, today())

    assert entity in [row.entity for row in pool.in_lot]
    assert any(entity.name in words and "增加 1 次" in words for words in preflight.preview(task).warnings)


def test_a_used_exception_is_used_up_in_the_next_pool() -> None:
    task = TaskFactory(firms=3)
    amend(task.line, yearly_cap=1)
    entity = pools.build(task, today()).entities[0].entity
    version = VersionFactory(yearly_cap=1)
    order(entity, version)
    granted(entity)
    order(entity, version)

    assert (entity, "本年度已检查 2 次，达到频次上限") in [
        (row.entity, why) for row, why in pools.build(task, today()).excluded
    ]
