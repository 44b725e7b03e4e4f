"""补充抽取 on the office's desk: offered where a team is missing, arranged, frozen, drawn like any other sitting."""

import pytest
from django.test import Client
from django.urls import reverse

from inspections.models import Draw, DrawSession
from inspections.services import excuses, supplements
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectorFactory
from tests.factories.plans import SessionFactory, TaskFactory, amend
from tests.inspections.test_office_pages import numbers
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import draw_todo

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> User:
    """Somebody of the office, logged in."""
    user: User = UserFactory(office=True)
    client.force_login(user)
    return user


@pytest.fixture
def first() -> Draw:
    """A draw whose one visit lost an officer whom nobody of the frozen list can replace."""
    found: Draw = SessionFactory(drawn=True, tasks=[TaskFactory(officers=3, firms=4)]).draws.get()
    visit = found.drawn.get().visit
    excuses.ask(visit=visit, reason="ABSENCE", note="住院", by=visit.officers.get(leads=False).inspector.user)
    for row in found.inspectors.exclude(inspector__in=visit.officers.values("inspector_id")):
        amend(row.inspector, status="ON_LEAVE")
    InspectorFactory.create_batch(4)
    return found


def arrange(client: Client, draw: Draw, **typed: object) -> DrawSession | None:
    given = {"held_on": today(), "place": "三楼会议室", "source": "W"} | typed
    client.post(reverse("draw_supplement", args=[draw.pk]), given)
    return supplements.going(draw)


def page(client: Client, session: DrawSession) -> str:
    response = client.get(session.get_absolute_url())
    assert response.status_code == 200
    return str(response.content.decode())


def kinds(user: User) -> list[str]:
    return [row.kind for row in draw_todo.of(user)]


def test_a_missing_team_is_told_on_the_page_and_on_the_desk(client: Client, office: User, first: Draw) -> None:
    assert reverse("draw_supplement", args=[first.pk]) in page(client, first.session)
    assert "补充抽取" in kinds(office)


def test_with_all_teams_nothing_is_offered(client: Client, office: User) -> None:
    draw = SessionFactory(drawn=True).draws.get()

    assert reverse("draw_supplement", args=[draw.pk]) not in page(client, draw.session)
    assert "补充抽取" not in kinds(office)


def test_once_arranged_it_is_offered_no_more(client: Client, office: User, first: Draw) -> None:
    session = arrange(client, first)

    assert session is not None
    assert session.get_absolute_url() in page(client, first.session)
    assert "补充抽取" not in kinds(office)
    assert "为已抽中的 1 户补充抽取检查组" in page(client, session)


def test_what_the_service_refuses_stands_on_the_form(client: Client, office: User) -> None:
    draw = SessionFactory(drawn=True).draws.get()

    answer = client.post(reverse("draw_supplement", args=[draw.pk]), {"held_on": today(), "source": "W"})

    assert "这次抽取的检查组都齐全，不需要补充抽取。" in answer.content.decode()


def test_it_is_frozen_and_drawn_on_the_same_pages(client: Client, office: User, first: Draw) -> None:
    session = arrange(client, first)
    assert session is not None
    client.post(reverse("session_propose", args=[session.pk]), {"note": "已核对"})
    client.force_login(UserFactory(office=True))
    client.post(reverse("session_freeze", args=[session.pk]))

    for name in ("session", "session_ceremony", "session_paper", "session_list"):
        assert client.get(reverse(name, args=[] if name == "session_list" else [session.pk])).status_code == 200
    client.post(reverse("session_ceremony_draw", args=[session.pk]), numbers())

    for name in ("session", "session_ceremony", "session_paper"):
        assert client.get(reverse(name, args=[session.pk])).status_code == 200
    assert client.get(first.task.get_absolute_url()).status_code == 200
    assert supplements.lacking(first) == []
    assert first.task.live_draw == first


@pytest.mark.parametrize("role", [Role.LEADER, Role.SUPERVISOR, Role.UNIT_HEAD])
def test_only_the_office_arranges_it(client: Client, first: Draw, role: Role) -> None:
    client.force_login(UserFactory(roles=[role]))

    assert arrange(client, first) is None
