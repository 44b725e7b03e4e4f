"""责任追溯: who decided what, when; and who looked at personal data or took lists out (AU-8, 方案四(三))."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.models import Inspection
from registry.models import Inspector
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, lead_of
from tests.factories.registry import EntityFactory, InspectorFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk.responsibility import AskForm, decisions, lines
from yangcheng_inspect.trail.disclosure import note_view
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved() -> Inspection:
    found: Inspection = InspectionFactory(approved=True)
    return found


@pytest.fixture
def supervisor(client: Client) -> Client:
    client.force_login(UserFactory(supervisor=True))
    return client


def asked(**conditions: Any) -> list[str]:
    return [line.read.words for line in lines(decisions(AskForm(conditions)))]


def test_a_persons_decisions_are_listed(approved: Inspection) -> None:
    words = asked(person=approved.approved_by.pk)

    assert "审批通过检查记录" in words
    assert "提交检查" not in words


def test_a_login_in_chinese_or_changed_since_hides_nobody(approved: Inspection) -> None:
    leader = UserFactory(leader=True, username="陈志远")
    with transaction.atomic():
        record("record.approve", target="inspection/1", by=leader)
    User.objects.filter(pk=leader.pk).update(username="czy")

    assert len(asked(person=leader.pk)) == 1


def test_a_longer_list_asks_no_more_often(approved: Inspection, django_assert_num_queries: Any) -> None:
    with CaptureQueriesContext(connection) as few:
        assert asked()
    for _ in range(2):
        InspectionFactory(approved=True)

    with django_assert_num_queries(len(few)):
        assert asked()


def test_a_reader_with_a_chinese_login_is_noted_once_a_day() -> None:
    entity, reader = EntityFactory(), UserFactory(supervisor=True, username="陈志远")
    for _ in range(2):
        note_view(target=entity, by=reader)

    assert Event.objects.filter(act="entity.view").count() == 1


def test_the_decisions_of_a_unit_are_those_of_its_people(approved: Inspection) -> None:
    officer: User = lead_of(approved.visit)
    unit = officer.unit_code

    names = {line.read.who for line in lines(decisions(AskForm({"unit": unit})))}
    assert officer.name in names
    assert names <= set(User.objects.filter(unit_code=unit).values_list("name", flat=True))


def test_filling_a_form_is_no_decision(approved: Inspection) -> None:
    assert "填写检查记录" not in asked()


def test_days_before_are_left_out(approved: Inspection) -> None:
    assert asked(since="2001-01-01", until="2001-12-31") == []


def test_a_line_states_the_result_and_names_the_record(approved: Inspection) -> None:
    line = next(line for line in lines(decisions(AskForm({}))) if line.event.act == "record.approve")

    assert f"检查结果：{approved.get_result_display()}" in line.content
    assert approved.visit.name in line.about


def test_the_page_shows_what_was_decided(supervisor: Client, approved: Inspection) -> None:
    body = supervisor.get(reverse("responsibility"), {"person": approved.approved_by.pk}).content.decode()

    assert "审批通过检查记录" in body
    assert approved.approved_by.name in body


def test_taking_the_list_out_is_an_event(supervisor: Client, approved: Inspection) -> None:
    response = supervisor.get(reverse("responsibility_export"))

    assert response.status_code == 200
    assert Event.objects.order_by("-seq")[0].act == "user.export"


def test_looking_at_a_firms_file_is_an_event_once_a_day(client: Client) -> None:
    entity, reader = EntityFactory(), UserFactory(supervisor=True)
    client.force_login(reader)
    for _ in range(2):
        client.get(reverse("entity_file", args=[entity.pk]))
    note_view(target=entity, by=UserFactory(supervisor=True))

    assert Event.objects.filter(act="entity.view", obj=f"entity/{entity.pk}").count() == 2


def test_the_offices_pages_of_people_and_firms_note_who_looked(client: Client) -> None:
    inspector: Inspector = InspectorFactory()
    client.force_login(UserFactory(office=True))
    client.get(reverse("admin:registry_inspector_change", args=[inspector.pk]))
    client.get(reverse("admin:registry_marketentity_change", args=[EntityFactory().pk]))

    assert Event.objects.filter(act__in=["inspector.view", "entity.view"]).count() == 2


def test_the_list_of_firms_taken_out_is_an_event(client: Client) -> None:
    client.force_login(UserFactory(supervisor=True))
    client.get(reverse("entity_export"))

    assert Event.objects.filter(act="user.export").count() == 1


def test_only_the_supervisor_reads_it(client: Client) -> None:
    client.force_login(UserFactory(roles=[Role.OFFICE]))

    assert client.get(reverse("responsibility")).status_code == 403
