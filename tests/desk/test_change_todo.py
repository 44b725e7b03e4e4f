"""更正、撤下 in 我的待办: the decision for the leader, the clock of a fallen decision for both."""

from datetime import date, timedelta
from typing import Any

import pytest

from publicity.grounds import Ground
from publicity.models import Publication
from publicity.services import corrections, takedowns, withdrawals
from tests.factories.accounts import UserFactory
from tests.factories.follow_up import closed, ordered
from tests.factories.inspections import InspectionFactory
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import change_todo
from yangcheng_inspect.workdays import calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication() -> Publication:
    found: Publication = InspectionFactory(approved=True).publication
    return found


def kinds(user: Any) -> list[str]:
    return [row.kind for row in change_todo.of(user)]


def test_the_leader_decides_and_the_office_that_asked_does_not(publication: Publication) -> None:
    office, leader = UserFactory(office=True), UserFactory(leader=True)
    said = {"ground": Ground.OWN, "reason": "登记错误。", "by": office}
    corrections.propose(publication=publication, changes={"entity.town": "润城镇"}, **said)
    withdrawals.propose(publication=publication, **said)

    assert kinds(leader) == ["更正公示", "撤下"]
    assert kinds(office) == []


def test_a_fallen_decision_stands_on_both_desks_with_its_day(publication: Publication) -> None:
    office, leader = UserFactory(office=True), UserFactory(leader=True)
    fell: date = today() - timedelta(days=10)
    said = {"ground": Ground.REVOKED, "document": "晋复决1号", "decided_on": fell}
    takedowns.register(publication=publication, by=office, **said)

    [row] = change_todo.of(leader)
    assert (row.due, "已逾期" in row.note) == (calendar.deadline(fell, 3).on, True)
    assert kinds(office) == ["限期撤下"]


def test_on_two_networks_handling_that_goes_on_has_five_working_days(settings: Any) -> None:
    closed(ordered(submitted=False, approved=True))
    office = UserFactory(office=True)
    assert kinds(office) == []

    settings.PUBLIC_SITE_APART = True
    [row] = change_todo.of(office)
    assert row.due == calendar.deadline(today(), 5).on
