"""计划日期 and 出勤: on which day a team goes, who is free for it, and what has changed since (ux.md A12, A13)."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from inspections import merged
from inspections.models import Visit, VisitOfficer
from inspections.services import officers
from inspections.services.standing import holders
from inspections.status import VisitStatus
from registry.models import Absence
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.services import record

NOT_BEGUN = [VisitStatus.PENDING, VisitStatus.READY]


def may_plan(visit: Visit, user: User) -> bool:
    """主办民警, or the 所队长 of the unit that answers for the visit."""
    if visit.status not in NOT_BEGUN:
        return False
    if visit.officers.filter(leads=True, inspector__user=user).exists():
        return True
    return holders(Role.UNIT_HEAD, visit.unit.code).filter(pk=user.pk).exists()


@transaction.atomic
def plan(*, visit: Visit, on: date, by: User) -> Visit:
    """Set the day, within the days of the task; a day on which one of the team cannot go is refused."""
    visit = merged.lock(visit)
    if visit.status not in NOT_BEGUN:
        raise DomainError(f"当前状态是“{visit.get_status_display()}”，不能再改计划日期。")
    if not may_plan(visit, by):
        raise NotPermitted("计划日期由主办民警或责任单位的所队长确定。")
    first, last = window(visit)
    if not first <= on <= last:
        raise DomainError(f"计划日期须在 {_said(first)} 至 {_said(last)} 之间。")
    party = [visit, *merged.others(visit)]
    for one in party:
        officers.refuse_away(one, on)
        officers.refuse_uncertified(one, on)
    for one in party:
        one.planned_on = on
        one.save(update_fields=["planned_on"])
        record("visit.plan", target=one, by=by, detail={"planned_on": on.isoformat()})
    return visit


def window(visit: Visit) -> tuple[date, date]:
    """The first and the last day on which the visit, and all that share its arrival, may be made."""
    party = merged.group(visit)
    begins = [one.task.from_on for one in party if one.task]
    return max([today(), *begins]), min(one.due_on for one in party)


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def overlaps(visit: Visit, day: date) -> list[str]:
    """Sentences about officers who are to be elsewhere that day too: possible, but the pages say so."""
    people = visit.officers.values("inspector_id")
    same_day = VisitOfficer.objects.filter(inspector_id__in=people, visit__planned_on=day)
    rows = same_day.filter(visit__in=Visit.objects.open()).exclude(visit=visit).exclude(visit__joins=visit)
    found = rows.select_related("inspector", "visit").order_by("inspector_id", "visit_id")
    return [f"{row.inspector.name} {_said(day)} 还安排了检查“{row.visit.name}”。" for row in found]


def warnings(visit: Visit) -> Iterator[str]:
    """What stands against the planned day by now: an absence entered later, a certificate that ends before."""
    day = visit.planned_on
    if day is None or visit.status not in NOT_BEGUN:
        return
    if day < today():
        yield f"计划日期 {_said(day)} 已过，请重新安排。"
        return
    yield from officers.hindrances(visit, day)


def absences(first: date, last: date) -> list[Absence]:
    """Standing absences that touch these days."""
    rows = Absence.objects.standing().filter(from_day__lte=last, to_day__gte=first)
    return list(rows.select_related("inspector__unit").order_by("inspector_id", "from_day"))
