"""The office's pages of plan, task and draw: what they show in every state, and what a press of a button does."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from inspections.draw_sheet import public_words
from inspections.models import Draw, DrawSession, Plan, Task
from inspections.status import PlanStatus, SessionStatus
from registry.models import InspectionItem
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectorFactory, UnitFactory
from tests.factories.lotteries import coming, coming_at
from tests.factories.plans import (
    DIGITS,
    PlanFactory,
    SessionFactory,
    TaskFactory,
    end_of_task,
    firm,
    trade_of,
    version_with_firms,
)
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import moved_to, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> User:
    """Somebody of the office, logged in."""
    user: User = UserFactory(office=True)
    client.force_login(user)
    return user


def text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


def numbers(**changes: str) -> dict[str, str]:
    """What is typed when three witnesses read their digits."""
    typed = {}
    for place, digits in enumerate(DIGITS, start=1):
        typed |= {f"name_{place}": f"见证人{place}", f"digits_{place}": digits, f"digits_{place}_again": digits}
    return typed | changes


# 年度抽查计划


def test_a_plan_is_drafted_filled_and_sent_for_approval(client: Client, office: User) -> None:
    version = version_with_firms(firms=12)
    client.post(reverse("plan_draft"), {"year": today().year, "title": "年度计划"})
    plan = Plan.objects.get()
    line = {"item": version.item.pk, "unit": UnitFactory().pk, "from_on": today(), "to_on": end_of_task()}

    client.post(reverse("plan_add_line", args=[plan.pk]), {**line, "mode": "ratio", "ratio": "7.5"})
    client.post(reverse("plan_submit", args=[plan.pk]))

    plan.refresh_from_db()
    assert (plan.status, plan.lines.get().ratios["B"]) == (PlanStatus.PENDING, 750)


def test_a_plan_shows_its_lines_in_the_official_columns(client: Client, office: User) -> None:
    plan = PlanFactory(versions=[version_with_firms(firms=24, flagged=4)])

    page = text(client.get(plan.get_absolute_url()))

    for words in ["重点 4", "一般 10%，C类 20%，D类 40%", "重点 20%，C类 40%，D类 80%", "12.5%，重点 1", "不超过 2 次"]:
        assert words in page


def test_only_items_with_a_basis_in_force_are_offered(client: Client, office: User) -> None:
    plan, lapsed = PlanFactory(), version_with_firms(status="DRAFT")

    page = text(client.get(reverse("plan_add_line", args=[plan.pk])))

    assert InspectionItem.objects.exclude(pk=lapsed.item_id).get().title in page
    assert lapsed.item.title not in page


def test_what_the_service_refuses_stands_on_the_form(client: Client, office: User) -> None:
    plan, version = PlanFactory(), version_with_firms()
    line = {"item": version.item.pk, "unit": UnitFactory().pk, "from_on": today(), "to_on": f"{plan.year + 1}-01-02"}

    page = text(client.post(reverse("plan_add_line", args=[plan.pk]), {**line, "mode": "ratio"}))

    assert f"检查时间须在 {plan.year} 年内" in page
    assert "有 1 处需要修改" in page


def test_a_plan_that_was_sent_offers_no_change(client: Client, office: User) -> None:
    plan = PlanFactory(pending=True)

    page = text(client.get(plan.get_absolute_url()))

    assert "待审批" in page
    assert "移除" not in page
    assert reverse("plan_add_line", args=[plan.pk]) not in page


def test_the_leader_reads_the_plan_but_finds_no_button(client: Client) -> None:
    plan = PlanFactory(versions=[version_with_firms(firms=2)])
    client.force_login(UserFactory(leader=True))

    page = text(client.get(plan.get_absolute_url()))

    assert "送分管局领导审批" not in page
    assert client.post(reverse("plan_submit", args=[plan.pk])).status_code == 403


# 抽查任务


def test_a_task_is_made_from_a_line_of_the_approved_plan(client: Client, office: User) -> None:
    plan = PlanFactory(approved=True)
    given = {"from_on": today(), "to_on": end_of_task(), "reach": "COUNTY", "disclosure": "AFTER"}

    response = client.post(reverse("task_new", args=[plan.lines.get().pk]), given)

    assert response.url == Task.objects.get().get_absolute_url()


def test_a_task_is_a_list_of_steps(client: Client, office: User) -> None:
    task = TaskFactory(firms=12)
    firm(trade_of(task), registration_status="CANCELLED")

    page = text(client.get(task.get_absolute_url()))

    for words in [
        "12 户可抽取，应抽 2 户；1 户不参加抽取",
        "6 人可选派；0 人未编入",
        "还没有列入抽取场次",
        "抽取后进行",
    ]:
        assert words in page


def test_a_step_that_hinders_says_what_to_do(client: Client, office: User) -> None:
    page = text(client.get(TaskFactory(firms=0).get_absolute_url()))

    assert "step-trouble" in page
    assert "没有可以抽取的检查对象。请先核对监管行业和登记状态。" in page


def test_after_the_draw_the_task_tells_of_form_and_visits(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True)

    page = text(client.get(session.tasks.get().get_absolute_url()))

    for words in ["抽取编号 YC-GA-", "抽中 2 户", "待报批", "已完成检查 0 / 2", "已公示 0 / 2", "（主办）"]:
        assert words in page


def test_the_list_of_tasks_counts_by_state(client: Client, office: User) -> None:
    TaskFactory()

    page = text(client.get(reverse("task_list"), {"status": "READY"}))

    assert "待封存<b>1</b>" in page


# 抽取场次


def test_a_session_is_opened_for_the_tasks_that_wait(client: Client, office: User) -> None:
    task = TaskFactory()
    source, day = coming(), localdate(coming_at())
    given = {"title": "第 1 场", "held_on": day, "source": "SSQ", "issue": source[1], "tasks": [task.pk]}
    given["lottery_at"] = f"{day}T21:15"

    client.post(reverse("session_new"), given)

    assert DrawSession.objects.get().sources == [source, ["W", "3"]]


def test_a_lottery_needs_its_issue(client: Client, office: User) -> None:
    given = {"title": "第 1 场", "held_on": today(), "source": "KL8", "tasks": [TaskFactory().pk]}

    page = text(client.post(reverse("session_new"), given))

    assert "用开奖号码的，须写明封存时尚未开奖的期号。" in page


def test_the_preview_names_who_is_left_out_and_why(client: Client, office: User) -> None:
    task = TaskFactory(firms=4)
    firm(trade_of(task), name="停业的旅馆", registration_status="SUSPENDED")
    InspectorFactory(name="辅警甲", kind="AUXILIARY", can_lead=False)

    page = text(client.get(SessionFactory(tasks=[task]).get_absolute_url()))

    for words in ["停业的旅馆", "停业", "辅警甲", "辅警，不得编入", "一般·B类", "提出封存"]:
        assert words in page


def test_what_blocks_a_freeze_disables_the_button(client: Client, office: User) -> None:
    page = text(client.get(SessionFactory(tasks=[TaskFactory(firms=2, officers=1)]).get_absolute_url()))

    assert "还不能封存：请先处理上面红色的问题。" in page
    assert "disabled" in page


def test_whoever_proposed_is_told_that_another_must_confirm(client: Client, office: User) -> None:
    session = SessionFactory(by=office)
    client.post(reverse("session_propose", args=[session.pk]))

    page = text(client.post(reverse("session_freeze", args=[session.pk]), follow=True))

    assert page.count("封存须由另一人确认，不能由提出人本人确认。") == 2  # the refusal, and what the page says anyway
    assert "封存名录并公布校验码" not in page
    assert not Draw.objects.exists()


def test_the_second_person_reads_the_consequences_and_freezes(client: Client, office: User) -> None:
    session = SessionFactory(proposed=True)
    assert "封存后，名录和人员不能再改；要改，须作废本次封存并重新公布校验码。" in text(
        client.get(session.get_absolute_url())
    )

    page = text(client.post(reverse("session_freeze", args=[session.pk]), follow=True))

    code = session.draws.get().frozen_sha256
    assert " ".join(code[place : place + 4] for place in range(0, 64, 4)) in page
    assert "开始抽取" in page


def test_a_proposal_is_sent_back_with_a_reason(client: Client, office: User) -> None:
    session = SessionFactory(proposed=True)

    client.post(reverse("session_send_back", args=[session.pk]), {"reason": "名录还要核对"})

    session.refresh_from_db()
    assert session.status == SessionStatus.OPEN


def test_digits_typed_wrongly_the_second_time_are_pointed_out(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True)

    page = text(client.post(reverse("session_draw", args=[session.pk]), numbers(digits_2_again="070512")))

    assert "与第一次录入的不同。请对照见证单逐位核对。" in page
    assert 'value="070511"' in page, "what was typed stays"
    assert session.draws.get().result_hash == ""


@pytest.mark.parametrize("digits", ["48291", "48291a", "4829130"])
def test_a_witness_reads_six_digits(client: Client, office: User, digits: str) -> None:
    session = SessionFactory(frozen=True)
    typed = numbers(digits_1=digits, digits_1_again=digits)

    assert "应为 6 位数字" in text(client.post(reverse("session_draw", args=[session.pk]), typed))


def test_the_draw_shows_who_was_drawn_in_order_with_their_teams(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True)

    page = text(client.post(reverse("session_draw", args=[session.pk]), numbers(), follow=True))

    draw = session.draws.get()
    names = [row.pooled.name for row in draw.drawn.all()]
    assert sorted(names, key=page.index) == names
    assert all(f"<b>{member.pooled.name}</b>" in page for member in draw.members.all())
    assert "见证人1、见证人2、见证人3" in page


def test_a_second_press_shows_the_same_result_and_says_so(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True)
    before = session.draws.get().result_hash
    other = numbers(digits_1="000000", digits_1_again="000000")

    page = text(client.post(reverse("session_draw", args=[session.pk]), other, follow=True))

    assert "本场次已经抽取过，结果不能重来。" in page
    assert session.draws.get().result_hash == before
    assert before[:4] in page


def test_balls_may_be_typed_in_the_order_they_fell(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True, sources=[coming(), ["W", "3"]])
    typed = {"balls": "33 1 12 05 26 18 7", "bulletin": "中国福彩网公告"}

    with moved_to(coming_at() + timedelta(hours=2)):
        client.post(reverse("session_number", args=[session.pk, 0]), typed)

    assert session.public_numbers.get().values == ["01", "05", "12", "18", "26", "33", "07"]


def test_the_result_can_be_computed_again_from_what_is_stored(client: Client, office: User) -> None:
    session = SessionFactory(drawn=True)

    page = text(client.post(reverse("session_recompute", args=[session.pk]), follow=True))

    assert "重新计算 1 个任务，结果与存证完全一致。" in page


def test_the_commitment_is_given_out_to_the_byte(client: Client, office: User) -> None:
    draw = SessionFactory(frozen=True).draws.get()

    response = client.get(reverse("draw_commitment", args=[draw.pk]))

    assert response.content.decode() == draw.commit_text


def test_the_supervisor_reads_a_session_and_changes_nothing(client: Client) -> None:
    session = SessionFactory(frozen=True)
    client.force_login(UserFactory(supervisor=True))

    assert "录入抽取号码" not in text(client.get(session.get_absolute_url()))
    assert client.post(reverse("session_draw", args=[session.pk]), numbers()).status_code == 403


def test_an_officer_has_no_business_here(client: Client) -> None:
    client.force_login(UserFactory(inspector=True))

    assert client.get(reverse("session_list")).status_code == 403


@pytest.mark.parametrize("lines", [1, 6])
def test_a_plan_costs_the_same_queries_with_one_line_and_with_six(client: Client, office: User, lines: int) -> None:
    plan = PlanFactory(versions=[version_with_firms(firms=1) for _ in range(lines)])
    client.get(plan.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        client.get(plan.get_absolute_url())

    assert len(queries) <= 17


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("W,3=482913.070511.996004", "见证人三组数字：482913、070511、996004"),
        ("SSQ,2026040=01.05.12.18.26.33+07", "双色球 2026040 期：红球 01、05、12、18、26、33，蓝球 07"),
        ("KL8,2026301=03.07", "快乐8 2026301 期：03、07"),
    ],
)
def test_public_numbers_are_read_as_words(line: str, words: str) -> None:
    assert public_words(line) == words


def test_a_missing_number_says_whose_it_is(client: Client, office: User) -> None:
    session = SessionFactory(frozen=True)

    page = text(client.post(reverse("session_draw", args=[session.pk]), numbers(digits_2="", digits_2_again="")))

    assert "第 2 位见证人的数字：没有录入。" in page
    assert "这个字段是必填项" not in page


def test_a_line_with_a_task_asks_before_another(client: Client, office: User) -> None:
    task = TaskFactory()

    plan = text(client.get(task.line.plan.get_absolute_url()))
    page = text(client.get(reverse("task_new", args=[task.line.pk])))

    assert "再建一个任务" in plan
    assert "这一行已经建立 1 个任务" in page
    assert all(task.number in shown for shown in (plan, page))
