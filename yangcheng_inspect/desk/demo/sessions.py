"""Plan, tasks, freezes and draws of the played weeks."""

from dataclasses import dataclass
from datetime import date, timedelta

from inspections.models import DrawSession, Plan, Task
from inspections.services import approvals, plans, sessions, tasks
from inspections.services.standing import holders
from registry.models import InspectionItem, Unit
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk.demo.days import at

WITNESSES = ["卫国强（派驻纪检监察组）", "赵建明（县司法局）", "田素梅（行业代表）"]
FIRST, SECOND = ["482913", "070511", "996004"], ["159620", "804377", "031846"]
WHY_ON_SITE = "检查要点须现场查看场所、设施和登记簿册，书面和信息共享方式不能代替。"


@dataclass(frozen=True)
class Cast:
    """Who plays the office and the leader."""

    office: User
    second: User
    leader: User


def yearly_plan(cast: Cast, day: date, lines: dict[str, str]) -> Plan:
    """A plan with one line per item code, each with the unit that answers for it."""
    with at(day, 9):
        plan = plans.draft(year=day.year, title=f"{day.year} 年度“双随机、一公开”抽查计划", by=cast.office)
        for code, unit in lines.items():
            line = plans.Line(
                item=InspectionItem.objects.get(code=code),
                unit=Unit.objects.get(name=unit),
                from_on=date(day.year, 1, 1),
                to_on=date(day.year, 12, 31),
            )
            plans.add_line(plan=plan, line=line, by=cast.office)
        plans.submit(plan=plan, by=cast.office)
    with at(day, 15):
        return plans.approve(plan=plan, by=cast.leader)


def gather(cast: Cast, plan: Plan, day: date, title: str, codes: list[str]) -> DrawSession:
    """Tasks for some lines of the plan, in one sitting that is still open."""
    with at(day, 10):
        until = min(day + timedelta(days=30), date(day.year, 12, 31))
        made = [_task(plan, code, day, until, cast.office) for code in codes]
        return sessions.open_session(title=title, held_on=day, place="县公安局三楼会议室", tasks=made, by=cast.office)


def _task(plan: Plan, code: str, day: date, until: date, by: User) -> Task:
    return tasks.create(line=plan.lines.get(item__code=code), from_on=day, to_on=until, by=by)


def freeze(cast: Cast, session: DrawSession, day: date) -> DrawSession:
    with at(day, 14):
        sessions.propose_freeze(session=session, by=cast.office)
    with at(day, 14, 20):
        return sessions.confirm_freeze(session=session, by=cast.second)


def draw(cast: Cast, session: DrawSession, day: date, digits: list[str]) -> DrawSession:
    """Draw from one string of digits per witness."""
    with at(day, 9, 30):
        return sessions.draw(session=session, numbers=[digits], again=[digits], witnesses=WITNESSES, by=cast.office)


def approve_batches(cast: Cast, session: DrawSession, day: date) -> None:
    """The office sends the forms; the head of the unit reviews, or his deputy's turn comes; the leader approves."""
    for drawn in session.draws.all():
        approval = drawn.approval
        with at(day, 10):
            approvals.submit(approval=approval, why_on_site=WHY_ON_SITE, by=cast.office)
        with at(day, 11):
            approvals.review(approval=approval, by=_head(approval.unit))
        with at(day, 16):
            approvals.approve(approval=approval, by=cast.leader)


def _head(unit: Unit) -> User:
    head = holders(Role.UNIT_HEAD, unit.code).first()
    assert head is not None, f"{unit} has no head in the sample"
    return head
