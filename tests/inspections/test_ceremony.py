"""抽取仪式 on the projector: nothing named too early, never ahead of the draw, wrong digits kept."""

import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspections import ceremony
from inspections.choices import Disclosure
from inspections.models import CeremonyScreen, DrawSession
from inspections.services import voids
from inspections.session_papers import public_address
from tests.factories.accounts import UserFactory
from tests.factories.inspections import somebody
from tests.factories.plans import SessionFactory, TaskFactory, two_tasks
from tests.inspections.test_office_pages import numbers
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> User:
    """Somebody of the office, logged in."""
    user: User = UserFactory(office=True)
    client.force_login(user)
    return user


def shown(client: Client, session: DrawSession) -> str:
    response = client.get(reverse("session_ceremony", args=[session.pk]))
    assert response.status_code == 200
    return str(response.content.decode())


def stage(page: str) -> Any:
    found = re.search(r'<script id="stage-data" type="application/json">(.*?)</script>', page, re.S)
    assert found is not None
    return json.loads(found[1])


def step(client: Client, session: DrawSession, to: object, task: object = 0) -> HttpResponse:
    return client.post(reverse("session_ceremony_step", args=[session.pk]), {"step": to, "task": task})


def draw(client: Client, session: DrawSession, **changes: str) -> str:
    response = client.post(reverse("session_ceremony_draw", args=[session.pk]), numbers(**changes), follow=True)
    return str(response.content.decode())


def test_no_name_and_no_seed_is_in_the_source_before_the_list_is_public(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True)
    drawn = session.draws.get()

    page = shown(client, session)

    assert not any(row.name in page or row.code in page for row in drawn.pool.all())
    assert not any(row.name in page or row.certificate in page for row in drawn.inspectors.all())
    assert drawn.seed not in page
    assert stage(page)["screens"][0]["seed"] == ""


def test_names_stand_there_where_they_are_public_at_once(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True, tasks=[TaskFactory(disclosure=Disclosure.AT_ONCE)])
    drawn = session.draws.get()

    (screen,) = stage(shown(client, session))["screens"]

    assert [hit["name"] for hit in screen["hits"]] == [row.pooled.name for row in drawn.drawn.order_by("rank")]
    assert screen["seed"] == drawn.seed


def test_every_firm_of_the_pool_has_its_number_in_the_grid(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True)

    (screen,) = stage(shown(client, session))["screens"]

    assert [cell["n"] for cell in screen["cells"]] == list(range(1, session.draws.get().pool.count() + 1))
    assert (screen["hits"], screen["rulers"]) == ([], [])


def test_the_cut_lies_behind_as_many_tickets_as_were_drawn() -> None:
    session = SessionFactory(drawn=True, tasks=[TaskFactory(firms=24, flagged=4)])

    (screen,) = ceremony.screens(session)

    assert sum(ruler["take"] for ruler in screen["rulers"]) == len(screen["hits"])
    assert sum(len(ruler["at"]) for ruler in screen["rulers"]) == screen["inLot"]
    assert all(ruler["at"] == sorted(ruler["at"]) for ruler in screen["rulers"])


@pytest.mark.parametrize(("asked", "kept"), [(2, 2), (3, 2), (6, 2), (0, 1), ("x", 1), ("999999", 1)])
def test_the_screen_never_runs_ahead_of_the_draw(client: Client, office: User, asked: object, kept: int) -> None:
    session = SessionFactory(frozen=True)

    assert json.loads(step(client, session, asked).content)["step"] == kept
    assert stage(shown(client, session))["step"] == kept


def test_a_lost_screen_comes_back_at_the_same_step(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True, tasks=two_tasks(firms=6))

    step(client, session, 5, 1)

    assert {name: stage(shown(client, session))[name] for name in ("step", "task")} == {"step": 5, "task": 1}


def test_there_is_no_task_behind_the_last(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True, tasks=two_tasks(firms=6))

    assert json.loads(step(client, session, 4, 7).content)["task"] == 1


@pytest.mark.parametrize("role", [Role.LEADER, Role.SUPERVISOR])
def test_who_may_not_draw_looks_on_and_moves_nothing(client: Client, role: Role) -> None:
    session = SessionFactory(frozen=True)
    client.force_login(UserFactory(roles=[role]))

    assert "digits_1" not in shown(client, session)
    assert step(client, session, 2).status_code == 403
    assert not CeremonyScreen.objects.exists()


def test_wrong_digits_stay_on_the_screen_and_nothing_is_drawn(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True)

    page = draw(client, session, digits_2_again="999999")

    assert "与第一次录入的不同。" in page
    assert 'value="070511"' in page
    assert 'value="999999"' in page
    assert session.draws.get().result_hash == ""


def test_after_the_digits_the_screen_stands_at_the_third_step(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True)

    page = draw(client, session)

    assert (stage(page)["step"], stage(page)["drawn"]) == (ceremony.MIXED, True)


def test_a_second_press_says_that_it_was_drawn(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True)
    before = session.draws.get().result_hash

    page = draw(client, session, digits_1="000000", digits_1_again="000000")

    assert "本场次已经抽取过，结果不能重来。" in page
    assert session.draws.get().result_hash == before


def test_a_void_draw_is_not_shown(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True, tasks=two_tasks(firms=6))
    first, second = session.draws.order_by("number")
    request = voids.propose(draw=first, code="POOL", reason="名录有误", by=first.frozen_by)
    voids.approve(request=request, by=somebody(Role.LEADER))

    assert [screen["number"] for screen in stage(shown(client, session))["screens"]] == [second.number]


def test_the_code_on_the_wall_leads_to_the_public_page(client: Client, office: User, settings: Any) -> None:
    settings.PUBLIC_URL = "https://example.gov.cn/"
    drawn = SessionFactory(frozen=True).draws.get()

    response = client.get(reverse("draw_qr", args=[drawn.pk]))

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert public_address(drawn) == f"https://example.gov.cn/draws/{drawn.number}/"


def test_an_open_sitting_has_no_screen(client: Client, office: User) -> None:
    assert client.get(reverse("session_ceremony", args=[SessionFactory().pk])).status_code == 404


def test_nothing_is_styled_or_scripted_in_line(client: Client, office: User) -> None:
    page = shown(client, SessionFactory(drawn=True))

    assert not re.search(r'\sstyle="|\son[a-z]+="|<style', page)
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []
