"""The worker and its page hold nothing of anybody; the code on the colleague's phone lives ten minutes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from inspections import arrival_code
from inspections.models import Visit
from inspections.services import visits
from tests.factories.inspections import VisitFactory, lead_of, team_of
from yangcheng_inspect import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun() -> Visit:
    visit = VisitFactory(ready=True)
    visits.arrive(visit=visit, by=lead_of(visit))
    return visit


def test_the_page_kept_on_a_phone_is_the_same_for_everybody(client: Client) -> None:
    pages = []
    for user in team_of(VisitFactory(onsite=True)):
        client.force_login(user)
        response = client.get(reverse("visit_offline"))
        pages.append(response.content)

    assert pages[0] == pages[1]
    assert response.headers["Cache-Control"] == "no-cache"


def test_the_worker_answers_for_the_whole_site_and_is_always_asked_for_anew(client: Client) -> None:
    client.force_login(lead_of(VisitFactory(onsite=True)))

    response = client.get(reverse("offline_worker"))

    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Content-Type"].startswith("text/javascript")


def test_the_code_brings_the_second_officer_in(client: Client, begun: Visit) -> None:
    digits, _ = arrival_code.of(begun)
    client.force_login(team_of(begun)[1])

    client.post(reverse("visit_join"), {"code": digits})

    assert begun.officers.filter(arrived_at__isnull=True).count() == 0


def test_wrong_digits_bring_nobody_in(client: Client, begun: Visit) -> None:
    digits, _ = arrival_code.of(begun)
    client.force_login(team_of(begun)[1])

    client.post(reverse("visit_join"), {"code": f"{(int(digits) + 1) % 1_000_000:06d}"})

    assert begun.officers.filter(arrived_at__isnull=True).count() == 1


def test_a_code_is_over_after_ten_minutes(begun: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    digits, ends = arrival_code.of(begun)
    assert clock.now() + timedelta(minutes=5) <= ends <= clock.now() + timedelta(minutes=10)

    monkeypatch.setattr(arrival_code, "now", lambda: ends)

    assert not arrival_code.fits(begun, digits)


def test_whoever_has_not_arrived_shows_no_code(client: Client, begun: Visit) -> None:
    client.force_login(team_of(begun)[1])

    response = client.get(reverse("visit_code", args=[begun.pk]))

    assert response.status_code == 302
