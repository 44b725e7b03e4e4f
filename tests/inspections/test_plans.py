"""年度抽查计划: an item without a basis in force cannot enter, and whoever drafts does not approve."""

from datetime import date

import pytest

from inspections.choices import DrawMode
from inspections.services import plans, tasks
from inspections.services.protocol import expected
from inspections.status import PlanStatus
from tests.factories.accounts import UserFactory
from tests.factories.inspections import VersionFactory
from tests.factories.plans import PlanFactory, amend, end_of_task, line_for, version_with_firms
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError, IllegalMove, SameHands

pytestmark = pytest.mark.django_db


def test_a_line_carries_the_ratios_of_its_item_raised_by_risk() -> None:
    line = PlanFactory(versions=[version_with_firms(firms=12, flagged=2)]).lines.get()

    assert (line.base, line.counts) == (12, {"B": 10, "BK": 2})
    assert (line.ratios["B"], line.ratios["BK"], line.ratios["D"]) == (1000, 2000, 4000)


def test_the_plan_says_how_many_will_be_drawn() -> None:
    line = PlanFactory(versions=[version_with_firms(firms=24, flagged=4)]).lines.get()

    assert {code: number for code, number in expected(line).items() if number} == {"B": 2, "BK": 1}


def test_the_plan_keeps_its_figures_when_the_registry_grows() -> None:
    version = version_with_firms(firms=10)
    line = PlanFactory(versions=[version]).lines.get()
    version_with_firms(firms=5)

    line.refresh_from_db()

    assert line.base == 10


@pytest.mark.parametrize(
    "lapsed",
    [{"status": "DRAFT"}, {"effective_from": date(2019, 1, 1), "effective_to": date(2020, 1, 1)}],
    ids=["never approved", "no longer effective"],
)
def test_an_item_without_a_version_in_force_is_refused(lapsed: dict[str, object]) -> None:
    plan = PlanFactory()
    version = VersionFactory(**lapsed)

    with pytest.raises(DomainError, match=r"没有现行有效的依据"):
        plans.add_line(plan=plan, line=line_for(version), by=plan.drafted_by)


def test_an_item_whose_power_basis_has_ended_is_refused() -> None:
    plan, version = PlanFactory(), version_with_firms()
    amend(version.bases.get(), valid_to=date(2020, 1, 1))

    with pytest.raises(DomainError, match=r"没有现行有效的依据"):
        plans.add_line(plan=plan, line=line_for(version), by=plan.drafted_by)


def test_a_total_smaller_than_the_floors_is_refused() -> None:
    plan, version = PlanFactory(), version_with_firms(firms=6, flagged=3)
    line = line_for(version, mode=DrawMode.TOTAL, total=1)

    with pytest.raises(DomainError, match="各层最低抽取数合计 2 户，超过抽取总数 1 户"):
        plans.add_line(plan=plan, line=line, by=plan.drafted_by)


def test_a_total_without_a_number_is_refused() -> None:
    plan, version = PlanFactory(), version_with_firms()

    with pytest.raises(DomainError, match="请填写总户数"):
        plans.add_line(plan=plan, line=line_for(version, mode=DrawMode.TOTAL), by=plan.drafted_by)


def test_a_line_stays_within_the_year() -> None:
    plan, version = PlanFactory(), version_with_firms()
    line = line_for(version, to_on=date(plan.year + 1, 1, 2))

    with pytest.raises(DomainError, match=f"须在 {plan.year} 年内"):
        plans.add_line(plan=plan, line=line, by=plan.drafted_by)


def test_a_line_can_be_taken_out_of_a_draft_only() -> None:
    plan = PlanFactory()
    plans.remove_line(line=plan.lines.get(), by=plan.drafted_by)

    assert not plan.lines.exists()


def test_a_line_that_was_sent_for_approval_stays() -> None:
    plan = PlanFactory(pending=True)

    with pytest.raises(DomainError, match="不能再改"):
        plans.remove_line(line=plan.lines.get(), by=plan.drafted_by)


def test_an_empty_plan_is_not_sent_for_approval() -> None:
    plan = PlanFactory(versions=[])

    with pytest.raises(DomainError, match="计划还没有任务"):
        plans.submit(plan=plan, by=plan.drafted_by)


def test_nobody_approves_the_plan_they_drafted() -> None:
    plan = PlanFactory(pending=True, by=UserFactory(roles=["OFFICE", "LEADER"]))

    with pytest.raises(SameHands, match="不得由拟定人本人批准"):
        plans.approve(plan=plan, by=plan.drafted_by)


def test_a_plan_that_was_not_sent_is_not_approved() -> None:
    with pytest.raises(IllegalMove, match="草稿"):
        plans.approve(plan=PlanFactory(), by=UserFactory(leader=True))


def test_a_plan_that_is_sent_back_can_be_changed() -> None:
    plan = plans.send_back(plan=PlanFactory(pending=True), reason="典当业缺少责任单位", by=UserFactory(leader=True))

    assert plan.status == PlanStatus.DRAFT


def test_there_is_one_plan_a_year() -> None:
    plan = PlanFactory()

    with pytest.raises(DomainError, match="计划已经有了"):
        plans.draft(year=plan.year, title="第二份", by=plan.drafted_by)


def test_a_task_needs_an_approved_plan() -> None:
    line = PlanFactory(pending=True).lines.get()

    with pytest.raises(DomainError, match="计划尚未批准"):
        tasks.create(line=line, from_on=today(), to_on=end_of_task(), by=UserFactory(office=True))


def test_a_task_is_refused_once_its_item_lost_its_basis() -> None:
    version = version_with_firms()
    line = PlanFactory(approved=True, versions=[version]).lines.get()
    amend(version.item, enabled=False)

    with pytest.raises(DomainError, match="已停用"):
        tasks.create(line=line, from_on=today(), to_on=end_of_task(), by=UserFactory(office=True))


def test_numbers_of_plans_and_tasks_have_their_official_length() -> None:
    line = PlanFactory(approved=True).lines.get()
    task = tasks.create(line=line, from_on=today(), to_on=end_of_task(), by=UserFactory(office=True))

    assert line.plan.number == f"140522{today().year}1001"
    assert task.number == f"140522{today():%Y%m%d}1001"
