"""今天等着办的: figures on the admin's index, each with the list behind it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.inspections import CertificateFactory, EntityFactory, InspectionFactory, InspectorFactory
from tests.factories.plans import SessionFactory, amend
from yangcheng_inspect import clock
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk.office import panels

pytestmark = pytest.mark.django_db


def figures() -> dict[str, int]:
    return {panel.label: panel.count for panel in panels(UserFactory(office=True), today()) if panel.count}


def test_results_are_counted_by_urgency_and_by_stage() -> None:
    for days, stage in [(-2, "submitted"), (0, "reviewed"), (1, "checked")]:
        publication = InspectionFactory(stage=stage).publication
        day = today() + timedelta(days=days)
        amend(publication, ended_on=day - timedelta(days=9), due_on=day)

    assert figures() == {"逾期未公示": 1, "今天到期": 1, "临期": 1, "待审核": 2, "待审批": 1}


def test_a_session_under_way_and_a_form_to_send_wait_too() -> None:
    SessionFactory(drawn=True)

    assert figures() == {"检查审批待报送": 1}


def test_a_firm_whose_trade_is_unsure_waits_to_be_confirmed() -> None:
    EntityFactory(scope_confirmed=False)

    assert figures() == {"名录待确认": 1}


@pytest.mark.parametrize(("days", "waits"), [(-1, 0), (0, 1), (60, 1), (61, 0)])
def test_a_certificate_that_ends_within_sixty_days_is_counted(days: int, waits: int) -> None:
    officer = InspectorFactory(certified=False)
    CertificateFactory(inspector=officer, valid_to=today() + timedelta(days=days))

    assert figures().get("执法证将到期", 0) == waits


def test_a_renewed_certificate_is_not_counted() -> None:
    officer = InspectorFactory()
    CertificateFactory(inspector=officer, valid_to=today() + timedelta(days=9))

    assert figures() == {}


def test_every_figure_leads_to_a_page(client: Client) -> None:
    EntityFactory(scope_confirmed=False)
    office = UserFactory(office=True)
    client.force_login(office)

    assert {client.get(panel.url).status_code for panel in panels(office, today())} == {200}


def test_the_index_shows_the_figures_to_the_office_only(client: Client) -> None:
    client.force_login(UserFactory(office=True))
    assert "今天等着办的" in client.get(reverse("admin:index")).content.decode()

    client.force_login(UserFactory(sysadmin=True))
    assert "今天等着办的" not in client.get(reverse("admin:index")).content.decode()


def test_from_november_on_the_office_is_asked_for_the_next_year(client: Client) -> None:
    client.force_login(UserFactory(office=True))
    with clock.moved_to(datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))):
        page = client.get(reverse("admin:index")).content.decode()

    assert "2027 年节假日安排尚未录入" in page
    assert reverse("admin:workdays_calendaryear_add") in page


def test_the_admin_finds_a_row_and_opens_its_own_page(client: Client) -> None:
    session = SessionFactory()
    client.force_login(UserFactory(office=True))

    response = client.get(reverse("admin:inspections_drawsession_change", args=[session.pk]))

    assert response.headers["Location"] == session.get_absolute_url()


@pytest.mark.parametrize("model", ["plan", "task", "drawsession", "draw", "visit", "inspection"])
def test_the_admin_lists_plans_draws_and_visits(client: Client, model: str) -> None:
    SessionFactory(drawn=True)
    client.force_login(UserFactory(office=True))

    assert client.get(reverse(f"admin:inspections_{model}_changelist")).status_code == 200


def test_the_admin_lists_publications(client: Client) -> None:
    InspectionFactory(approved=True)
    client.force_login(UserFactory(office=True))

    assert client.get(reverse("admin:publicity_publication_changelist"), {"q": "旅馆"}).status_code == 200
