"""换人申请: who reads which replacements, and the ground of whom."""

import pytest
from django.test import Client
from django.urls import reverse

from inspections.models import Replacement
from inspections.services import excuses
from tests.factories.accounts import UserFactory
from tests.factories.inspections import UnitFactory
from tests.factories.plans import SessionFactory, TaskFactory, amend

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Replacement:
    visit = SessionFactory(drawn=True, tasks=[TaskFactory(officers=8)]).draws.get().drawn.order_by("rank")[0].visit
    by = visit.officers.get(leads=False).inspector.user
    asked = excuses.ask(visit=visit, reason="INTEREST", note="姐夫开的店", by=by)
    return excuses.approve(excuse=asked, by=UserFactory(office=True))


def page(client: Client, **role: object) -> str:
    client.force_login(UserFactory(**role))
    return client.get(reverse("excuses")).text


def test_a_head_of_another_unit_does_not_read_whom_the_draw_gave(client: Client, made: Replacement) -> None:
    other = UnitFactory(code="140522-99", kind="STATION")

    text = page(client, unit_head=True, unit_code=other.code)

    assert made.drawn.pooled.name not in text
    assert "利害关系" not in text


def test_the_head_of_the_officer_reads_the_ground(client: Client, made: Replacement) -> None:
    text = page(client, unit_head=True, unit_code=made.excuse.inspector.unit.code)

    assert made.drawn.pooled.name in text
    assert "利害关系" in text


def test_a_head_who_only_answers_for_the_firm_does_not_read_the_ground(client: Client, made: Replacement) -> None:
    other = UnitFactory(code="140522-99", kind="STATION")
    amend(made.incoming.inspector, unit=other)

    text = page(client, unit_head=True, unit_code=other.code)

    assert made.drawn.pooled.name in text
    assert "利害关系" not in text


def test_the_office_reads_all(client: Client, made: Replacement) -> None:
    assert "利害关系" in page(client, office=True)
