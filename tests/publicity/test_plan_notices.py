"""A plan is public once approved, a task once frozen; neither names a firm."""

import pytest
from django.core.management import call_command

from inspections.models import Plan
from inspections.services import plans, tasks
from publicity.public_site import store_plans
from publicity.public_site.models import PublicPlan, PublicTask
from publicity.public_site.schema import NotPublic
from publicity.services import plan_notices
from registry.models import MarketEntity
from tests.factories.accounts import UserFactory
from tests.factories.inspections import somebody
from tests.factories.plans import PlanFactory, SessionFactory, TaskFactory, end_of_task, line_for, version_with_firms
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    user: User = UserFactory(office=True)
    return user


def adjusted(plan: Plan, office: User) -> Plan:
    """The plan with one more line, approved again."""
    plan = plans.adjust(plan=plan, reason="新增一项专项抽查", by=office)
    plans.add_line(plan=plan, line=line_for(version_with_firms(2)), by=office)
    plan = plans.submit(plan=plan, by=office)
    return plans.approve(plan=plan, by=somebody(Role.LEADER))


def test_an_approved_plan_is_public_in_the_official_columns() -> None:
    plan = PlanFactory(approved=True, versions=[version_with_firms(20, flagged=3)])

    line = PublicPlan.objects.get(number=plan.number).record["versions"][0]["lines"][0]

    assert (line["base"], line["cap"], line["kind"]) == (20, "每户每年不超过 2 次", "双随机抽查")
    assert line["ratio"].startswith("一般 10%")
    assert line["take"] > 0


def test_a_draft_is_nobody_elses() -> None:
    PlanFactory(pending=True)

    assert not PublicPlan.objects.exists()


def test_an_adjusted_plan_keeps_the_version_before(office: User) -> None:
    plan = adjusted(PlanFactory(approved=True, versions=[version_with_firms(2)]), office)

    first, second = PublicPlan.objects.get(number=plan.number).record["versions"]

    assert (len(first["lines"]), len(second["lines"])) == (1, 2)
    assert (first["reason"], second["reason"]) == ("", "新增一项专项抽查")


def test_a_plan_being_adjusted_makes_no_new_tasks(office: User) -> None:
    plan = plans.adjust(plan=PlanFactory(approved=True), reason="调整比例", by=office)

    with pytest.raises(DomainError, match="计划尚未批准"):
        tasks.create(line=plan.lines.get(), from_on=today(), to_on=end_of_task(), by=office)


def test_an_adjustment_says_why(office: User) -> None:
    with pytest.raises(DomainError, match="请写明调整的理由"):
        plans.adjust(plan=PlanFactory(approved=True), reason=" ", by=office)


def test_only_an_approved_plan_is_adjusted(office: User) -> None:
    with pytest.raises(DomainError, match="只有已批准的计划"):
        plans.adjust(plan=PlanFactory(pending=True), reason="调整", by=office)


def test_a_line_that_was_carried_out_stays_in_the_plan(office: User) -> None:
    task = TaskFactory(firms=2)
    plans.adjust(plan=task.line.plan, reason="调整", by=office)

    with pytest.raises(DomainError, match="已经建立过抽查任务"):
        plans.remove_line(line=task.line, by=office)


def test_a_version_once_public_does_not_change() -> None:
    plan = PlanFactory(approved=True, versions=[version_with_firms(2)])
    row = PublicPlan.objects.get(number=plan.number)
    row.record["versions"][0]["lines"][0]["base"] += 1

    with pytest.raises(NotPublic, match="不能改动"):
        store_plans.put_plan(row.record, plan_id=row.plan_id)


def test_a_task_is_unknown_outside_until_it_is_frozen() -> None:
    TaskFactory(firms=2)

    assert not PublicTask.objects.exists()


def test_a_frozen_task_is_announced_and_followed() -> None:
    session = SessionFactory(frozen=True)
    shown = PublicTask.objects.get()
    assert shown.status == "FROZEN"

    task = session.tasks.get()
    assert (shown.number, shown.record["names"]) == (task.number, "检查结束后公开名单")
    assert shown.record["team"] == "每组不少于 2 人，从全局持证民警中随机选派"


def test_a_drawn_task_says_so_and_names_no_firm() -> None:
    SessionFactory(drawn=True)

    shown = PublicTask.objects.get()

    assert shown.status == "DRAWN"
    assert [firm.name for firm in MarketEntity.objects.all() if firm.name in str(shown.record)] == []


def test_a_telephone_in_a_task_is_refused() -> None:
    SessionFactory(frozen=True)
    row = PublicTask.objects.get()

    with pytest.raises(NotPublic, match="手机号码"):
        store_plans.put_task(row.record | {"scope": "咨询13835612345"}, task_id=row.task_id)


def test_an_unknown_field_is_refused() -> None:
    SessionFactory(frozen=True)
    row = PublicTask.objects.get()

    with pytest.raises(NotPublic, match="firms"):
        store_plans.put_task(row.record | {"firms": []}, task_id=row.task_id)


def test_the_daily_command_finds_nothing_where_approval_and_freeze_publish(capsys: pytest.CaptureFixture[str]) -> None:
    SessionFactory(frozen=True)

    call_command("publish_plans")

    assert "已公布 0 件" in capsys.readouterr().out


def test_what_was_approved_before_the_public_list_existed_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(plan_notices, "publish", lambda **given: None)
        before.setattr(plan_notices, "announce", lambda **given: None)
        SessionFactory(frozen=True)

    assert plan_notices.release_waiting() == 2
    assert PublicPlan.objects.count() == PublicTask.objects.count() == 1
