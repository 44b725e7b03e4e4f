"""首页: what must I do, by when."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inspections.services import review
from tests.factories.accounts import UserFactory
from tests.factories.inspections import (
    InspectionFactory,
    VersionFactory,
    VisitFactory,
    head_of,
    lead_of,
    somebody,
    team_of,
)
from tests.factories.plans import PlanFactory, SessionFactory
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import counts, figures, office_todo, todo
from yangcheng_inspect.desk.row import Todo
from yangcheng_inspect.workdays import calendar

THURSDAY = date(2026, 4, 2)
FESTIVAL = {date(2026, 4, 6): False}


def row(due: date | None) -> Todo:
    return Todo("审核", "blue", "x", "某宾馆", "", "/", "核对", due)


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (date(2026, 4, 1), "已逾期"),
        (THURSDAY, "今天办结"),
        (date(2026, 4, 3), "三个工作日内"),
        (date(2026, 4, 8), "三个工作日内"),
        (date(2026, 4, 9), "以后"),
        (None, "以后"),
    ],
)
def test_rows_stand_under_the_day_they_are_due(due: date | None, group: str) -> None:
    """Qingming is no working day: Friday, Tuesday, Wednesday are the next three."""
    assert [found.label for found in todo.grouped([row(due)], THURSDAY, FESTIVAL)] == [group]


def test_a_holiday_ahead_is_shown_with_its_weekend() -> None:
    known = calendar.Calendar(FESTIVAL, frozenset({2026}))

    stops = list(figures._days_off(THURSDAY, date(2026, 4, 9), known))

    assert [(stop.day, stop.off) for stop in stops] == [(date(2026, 4, 4), "放假至 4月6日")]


@pytest.mark.django_db
def test_an_officer_opens_on_the_own_visits_alone(client: Client) -> None:
    client.force_login(UserFactory(inspector=True))

    assert client.get(reverse("home")).headers["Location"] == reverse("my_visits")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.SYSADMIN, Role.SECURITY, Role.AUDITOR, Role.SUPERVISOR])
def test_whoever_has_no_cases_is_told_where_to_go(client: Client, role: Role) -> None:
    client.force_login(UserFactory(roles=[role]))

    assert "您的角色不办理检查" in client.get(reverse("home")).content.decode()


@pytest.mark.django_db
def test_every_step_of_a_case_is_on_exactly_one_kind_of_desk() -> None:
    pending, ready = VisitFactory(), VisitFactory(ready=True)
    record = InspectionFactory(checked=True)

    assert [one.url for one in todo.of(lead_of(ready))] == [ready.get_absolute_url()]
    assert [one.url for one in todo.of(somebody(Role.UNIT_HEAD))] == [pending.approval.get_absolute_url()]
    assert [one.url for one in todo.of(somebody(Role.LEADER))] == [reverse("review", args=[record.pk])]


@pytest.mark.django_db
def test_a_returned_record_is_on_both_officers_desks_with_its_clock() -> None:
    record = InspectionFactory(submitted=True)
    review.send_back(inspection=record, reason="第 2 项写得太简。", by=head_of(record.visit))

    for officer in team_of(record.visit):
        found = todo.of(officer)[0]
        assert (found.kind, found.due) == ("退回补正", record.publication.due_on)
        assert "第 2 项写得太简。" in found.note


@pytest.mark.django_db
def test_a_plan_waits_for_the_leader_who_did_not_draft_it() -> None:
    plan = PlanFactory(pending=True)

    assert [one.title for one in todo.plans(somebody(Role.LEADER))] == [plan.title]
    assert list(todo.plans(plan.drafted_by)) == []


@pytest.mark.django_db
def test_home_shows_what_is_due_and_what_happened(client: Client) -> None:
    record = InspectionFactory(checked=True)
    client.force_login(somebody(Role.LEADER))

    shown = client.get(reverse("home")).content.decode()

    assert "您有 1 件待办" in shown
    assert record.visit.name in shown
    assert "最近动态" in shown


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "most"), [("home", 75), ("review_queue", 24)])
def test_the_desk_costs_the_same_for_one_and_for_many(
    client: Client, django_assert_max_num_queries: Any, name: str, most: int
) -> None:
    version = VersionFactory()
    for _ in range(3):
        InspectionFactory(checked=True, versions=[version])
    client.force_login(somebody(Role.LEADER))

    with django_assert_max_num_queries(most):
        client.get(reverse(name))


@pytest.mark.django_db
def test_punctuality_counts_what_is_out_in_time_and_what_is_late() -> None:
    InspectionFactory(approved=True)
    late = InspectionFactory(checked=True)
    type(late.publication).objects.filter(pk=late.publication.pk).update(
        ended_on=date(today().year, 1, 2), due_on=date(today().year, 1, 9)
    )

    figure = figures.punctuality(somebody(Role.LEADER), today())

    assert (figure.in_time, figure.total, figure.late) == (1, 2, 1)


@pytest.mark.django_db
def test_the_menu_counts_what_waits() -> None:
    InspectionFactory(checked=True)
    leader = somebody(Role.LEADER)

    assert counts.of(leader)["review_queue"].number == 1
    assert counts.of(UserFactory(auditor=True)) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "act"), [("open", "提出封存"), ("proposed", "核对封存"), ("frozen", "开始抽取"), ("drawn", None)]
)
def test_a_session_waits_for_the_office_until_it_is_drawn(stage: str, act: str | None) -> None:
    SessionFactory(stage=stage)

    assert [one.act for one in office_todo.sessions(UserFactory(office=True))] == ([act] if act else [])


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "waits"), [(-1, True), (7, True), (8, False)])
def test_an_order_to_put_right_waits_for_its_recheck(days: int, waits: bool) -> None:
    record = InspectionFactory(submitted=True, wrong=True)
    assert record.rectify_by is not None
    passed = record.rectify_by - today() - timedelta(days=days)

    with clock.moved_to(clock.now() + passed):
        found = [one.act for one in office_todo.rectifications(UserFactory(office=True))]

    assert found == (["登记复查"] if waits else [])


@pytest.mark.django_db
def test_the_plan_counts_what_it_says_and_not_what_was_drawn() -> None:
    PlanFactory(approved=True)

    [line] = figures.execution(today())

    assert line.total > line.done == 0


@pytest.mark.django_db
def test_the_supervisor_reads_draws_board_and_trail(client: Client) -> None:
    record = InspectionFactory(approved=True)
    client.force_login(UserFactory(supervisor=True))

    home = client.get(reverse("home")).content.decode()
    board = client.get(reverse("publication_board"), {"tab": "all"}).content.decode()

    assert all(words in home for words in ("随机抽取", "公示台账", "操作留痕"))
    assert record.visit.name in board
    assert record.get_absolute_url() not in board
