"""Whom a draw gave is not read out of a firm's file before the check has ended (decisions, Draw 8)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from inspections.models import Visit
from tests.factories.accounts import UserFactory
from tests.factories.inspections import UnitFactory
from tests.factories.plans import SessionFactory, TaskFactory, amend
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit() -> Visit:
    found: Visit = SessionFactory(drawn=True, tasks=[TaskFactory(firms=3)]).draws.get().drawn.first().visit
    return found


@pytest.fixture
def stranger() -> User:
    """An officer of the brigade who has every firm in sight and stands on no team."""
    unit = UnitFactory(code="140522-99", kind="BRIGADE")
    return UserFactory(inspector=True, unit_head=True, unit_code=unit.code)


def read(client: Client, user: User, name: str, *args: int, query: str = "") -> str:
    client.force_login(user)
    return client.get(reverse(name, args=args) + query).text


def test_an_officer_not_on_the_team_does_not_read_that_a_firm_was_drawn(client, visit, stranger) -> None:
    text = read(client, stranger, "entity_file", visit.entity.pk)

    assert visit.entity.name in text
    assert "随机抽中" not in text
    assert visit.number not in text
    assert "本年度已计 <b>0</b> 次" in text


def test_the_list_does_not_find_drawn_firms_for_him(client, visit, stranger) -> None:
    assert visit.entity.name not in read(client, stranger, "entity_list", query="?checked=1")
    assert visit.entity.name in read(client, stranger, "entity_list", query="?checked=0")


def test_nor_do_the_forms_that_ask_for_a_visit_or_an_exception(client, visit, stranger) -> None:
    assert visit.number not in read(client, stranger, "visit_order_for", visit.entity.pk)
    assert "本年度已安排检查 0 次" in read(client, stranger, "cap_exception_ask", visit.entity.pk)


@pytest.mark.parametrize("role", ["office", "leader", "supervisor"])
def test_who_oversees_the_draw_reads_it(client, visit, role: str) -> None:
    user = UserFactory(**{role: True})

    assert "随机抽中" in read(client, user, "entity_file", visit.entity.pk)


def test_an_officer_of_the_team_reads_it(client, visit) -> None:
    user = visit.officers.first().inspector.user

    assert "随机抽中" in read(client, user, "entity_file", visit.entity.pk)


def test_once_the_check_has_ended_everybody_in_sight_reads_it(client, visit, stranger) -> None:
    amend(visit, ended_on=today() - timedelta(days=1))

    assert "随机抽中" in read(client, stranger, "entity_file", visit.entity.pk)
