"""The visit: ordered with reason and articles in force, begun with a valid certificate (方案四(三))."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from inspections.choices import VisitKind
from inspections.models import Visit
from inspections.services import planning, visits
from inspections.status import VisitStatus
from registry.models import Certificate, Inspector
from tests.factories.accounts import UserFactory
from tests.factories.inspections import (
    EntityFactory,
    InspectorFactory,
    VersionFactory,
    VisitFactory,
    lead_of,
    team_of,
)
from tests.factories.plans import RecusalFactory, amend
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError, NotPermitted

pytestmark = pytest.mark.django_db


def order(**changes: Any) -> Visit:
    form: dict[str, Any] = {
        "entity": EntityFactory(),
        "kind": VisitKind.COMPLAINT,
        "items": [VersionFactory().item],
        "officers": [InspectorFactory(), InspectorFactory()],
        "reason": "12345 热线投诉",
        "why_on_site": "须现场核实",
        "due_on": today() + timedelta(days=7),
    } | changes
    return visits.order(form=visits.Order(**form), by=UserFactory(office=True))


def test_an_ordered_visit_waits_for_its_approval() -> None:
    visit = order()

    assert visit.status == VisitStatus.PENDING
    assert visit.inspections.count() == 1
    assert [place.leads for place in visit.officers.all()] == [True, False]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": VisitKind.RANDOM}, "双随机抽查只能由抽取产生"),
        ({"reason": " "}, "写明检查事由"),
        ({"items": []}, "请选择检查事项"),
    ],
)
def test_an_order_says_what_and_why(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        order(**changes)


def test_one_officer_is_not_enough() -> None:
    with pytest.raises(DomainError, match="检查人员不得少于两人"):
        order(officers=[InspectorFactory()])


def test_the_same_officer_twice_is_one() -> None:
    officer = InspectorFactory()

    with pytest.raises(DomainError, match="检查人员不得少于两人"):
        order(officers=[officer, officer])


def test_the_first_officer_may_lead() -> None:
    with pytest.raises(DomainError, match="没有主办资格"):
        order(officers=[InspectorFactory(can_lead=False), InspectorFactory()])


@pytest.mark.parametrize("kind", [{"certified": False}, {"kind": Inspector.Kind.AUXILIARY, "can_lead": False}])
def test_nobody_without_certificate_and_no_auxiliary_is_sent(kind: dict[str, Any]) -> None:
    with pytest.raises(DomainError, match="不能派出"):
        order(officers=[InspectorFactory(), InspectorFactory(**kind)])


def test_an_officer_with_a_recusal_is_not_sent() -> None:
    entity, officer = EntityFactory(), InspectorFactory()
    RecusalFactory(inspector=officer, entity=entity)

    with pytest.raises(DomainError, match="有回避关系"):
        order(entity=entity, officers=[InspectorFactory(), officer])


def test_without_an_article_in_force_nothing_is_ordered() -> None:
    version = VersionFactory(effective_to=today() - timedelta(days=1))

    with pytest.raises(DomainError, match="没有现行有效的依据"):
        order(items=[version.item])


def test_daily_checks_stop_at_the_yearly_cap_and_complaints_do_not() -> None:
    version, entity = VersionFactory(yearly_cap=1), EntityFactory()
    order(entity=entity, items=[version.item], kind=VisitKind.DAILY)

    with pytest.raises(DomainError, match="上限 1 次"):
        order(entity=entity, items=[version.item], kind=VisitKind.DAILY)
    assert order(entity=entity, items=[version.item]).nth_of_year == 1


def test_a_day_is_planned_by_the_team_within_the_time_given() -> None:
    visit = VisitFactory(ready=True)

    with pytest.raises(DomainError, match="计划日期须在"):
        planning.plan(visit=visit, on=visit.due_on + timedelta(days=1), by=lead_of(visit))


def test_nobody_outside_the_team_arrives() -> None:
    with pytest.raises(NotPermitted, match="不是本次检查的检查人员"):
        visits.arrive(visit=VisitFactory(ready=True), by=UserFactory(inspector=True))


def test_an_expired_certificate_ends_the_visit_before_it_begins() -> None:
    visit = VisitFactory(ready=True)
    officer = team_of(visit)[0].inspector
    for certificate in Certificate.objects.filter(inspector=officer):
        amend(certificate, valid_to=today() - timedelta(days=1))

    with pytest.raises(DomainError, match="今天不在有效期内"):
        visits.arrive(visit=visit, by=officer.user)


def test_arriving_twice_keeps_the_first_time() -> None:
    visit = VisitFactory(ready=True)
    visits.arrive(visit=visit, by=lead_of(visit))
    first = visit.officers.get(leads=True).arrived_at

    visits.arrive(visit=visit, by=lead_of(visit))

    assert visit.officers.get(leads=True).arrived_at == first


def test_an_article_that_ended_after_the_draw_stops_the_visit() -> None:
    visit = VisitFactory(ready=True)
    amend(visit.inspections.get().version.bases.get(), valid_to=today() - timedelta(days=1))

    with pytest.raises(DomainError, match="检查权依据今天已不在有效期内"):
        visits.arrive(visit=visit, by=lead_of(visit))


@pytest.mark.django_db(transaction=True)
def test_two_orders_at_once_do_not_pass_the_yearly_cap_together() -> None:
    version, entity, officers = VersionFactory(yearly_cap=1), EntityFactory(), InspectorFactory.create_batch(2)
    barrier = Barrier(2)

    def press(_: int) -> None:
        barrier.wait()
        try:
            with suppress(DomainError):
                order(entity=entity, items=[version.item], officers=officers, kind=VisitKind.DAILY)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, range(2)))
    assert Visit.objects.filter(entity=entity).count() == 1
