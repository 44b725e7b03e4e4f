"""我的待办: one row per thing this person must do, ordered by when it is due. Only what they can do now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from inspections import preview
from inspections.models import Inspection, Plan, Visit, VisitApproval
from inspections.services import approvals, standing
from inspections.status import ApprovalStatus, PlanStatus, RecordStatus, VisitStatus
from registry.models import ItemVersion
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import (
    before_todo,
    change_todo,
    draw_todo,
    entity_todo,
    five_days_todo,
    follow_up_todo,
    hand_todo,
    notice_todo,
    objection_todo,
    office_todo,
    parameter_todo,
    people_todo,
    rating_todo,
    risk_todo,
    trail_todo,
    transfer_todo,
)
from yangcheng_inspect.desk.row import Todo
from yangcheng_inspect.workdays.calendar import workdays_left
from yangcheng_inspect.workdays.meter import Meter

SOON = 3
"""Working days that make up 三个工作日内."""
TEAM_OPEN = [VisitStatus.READY, VisitStatus.ONSITE]


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    label: str
    tone: str
    rows: list[Todo] = field(default_factory=list)


def of(user: User) -> list[Todo]:
    """Everything that waits for this person, most urgent first."""
    rows = [
        *visits(user),
        *hand_todo.of(user),
        *records(user),
        *forms(user),
        *plans(user),
        *versions(user),
        *follow_up_todo.of(user),
        *objection_todo.of(user),
        *five_days_todo.of(user),
        *before_todo.of(user),
        *change_todo.of(user),
        *draw_todo.of(user),
        *office_todo.of(user),
        *people_todo.of(user),
        *entity_todo.of(user),
        *risk_todo.of(user),
        *notice_todo.of(user),
        *parameter_todo.of(user),
        *trail_todo.of(user),
        *rating_todo.of(user),
        *transfer_todo.of(user),
    ]
    return sorted(rows, key=lambda row: row.due or date.max)


def grouped(rows: Iterable[Todo], day: date, special: Mapping[date, bool]) -> list[Group]:
    """已逾期, 今天办结, 三个工作日内, 以后; empty groups are left out. Pure."""
    groups = [Group("已逾期", "red"), Group("今天办结", "red"), Group("三个工作日内", "amber"), Group("以后", "")]
    for row in rows:
        groups[_place(row.due, day, special)].rows.append(row)
    return [group for group in groups if group.rows]


def _place(due: date | None, day: date, special: Mapping[date, bool]) -> int:
    if due is None:
        return 3
    if due <= day:
        return int(due == day)
    return 2 if workdays_left(day, due, special) <= SOON else 3


def visits(user: User) -> Iterator[Todo]:
    """Visits of this officer that may begin or go on, and those sent back."""
    mine = list(Visit.objects.of_officer(user).filter(status__in=TEAM_OPEN).for_page())
    meters = preview.publisher().meters([record for visit in mine for record in visit.inspections.all()])
    for visit in mine:
        returned = [one for one in visit.inspections.all() if one.status == RecordStatus.RETURNED]
        if returned:
            yield from (_returned(visit, one, meters.get(one.pk)) for one in returned)
        else:
            yield _to_visit(visit, user, next((meters[o.pk] for o in visit.inspections.all() if o.pk in meters), None))


def _returned(visit: Visit, inspection: Inspection, meter: Meter | None) -> Todo:
    return Todo(
        kind="退回补正",
        colour="amber",
        icon="arrow-return-left",
        title=f"{visit.name} · 检查记录",
        note=f"退回意见：{inspection.returned_reason}",
        url=inspection.get_absolute_url(),
        act="补正记录",
        due=meter.due if meter else visit.due_on,
        meter=meter,
    )


def _to_visit(visit: Visit, user: User, meter: Meter | None) -> Todo:
    partners = [one.inspector.name for one in visit.officers.all() if one.inspector.user_id != user.pk]
    items = "、".join(one.version.item.title for one in visit.inspections.all())
    planned = visit.planned_on if visit.planned_on and visit.planned_on >= today() else visit.due_on
    return Todo(
        kind="现场检查",
        colour="blue",
        icon="geo-alt-fill",
        title=f"{visit.name} · {items}",
        note=f"与{'、'.join(partners)}同行；{_why_again(visit)}",
        url=visit.get_absolute_url(),
        act="开始检查" if visit.status == VisitStatus.READY else "继续检查",
        due=meter.due if meter else planned,
        meter=meter,
    )


def _why_again(visit: Visit) -> str:
    return "前次记录已作废，重新检查" if visit.replaces_id else "检查通知书已批准"


def records(user: User) -> Iterator[Todo]:
    """Records whose next step in the chain is this person's."""
    waiting = standing.waiting_for(user)
    meters = preview.publisher().meters(waiting)
    for inspection in waiting:
        meter = meters.get(inspection.pk)
        last = inspection.status == RecordStatus.CHECKED
        result = inspection.get_result_display()
        yield Todo(
            kind="审批公示" if last else "审核",
            colour="red" if last else "blue",
            icon="megaphone-fill" if last else "check2-square",
            title=f"{inspection.visit.name} · {result}",
            note=f"{inspection.version.item.title}；{'批准后立即公示' if last else inspection.get_status_display()}",
            url=reverse("review", args=[inspection.pk]),
            act="核对审批" if last else "核对审核",
            due=meter.due if meter else None,
            meter=meter,
        )


def forms(user: User) -> Iterator[Todo]:
    """行政检查审批表 to report, to review or to approve."""
    for form in VisitApproval.objects.to_submit().visible_to(user).for_page():
        if approvals.may_submit(form, user):
            yield _form(form, "检查报批", form.returned_reason and f"退回意见：{form.returned_reason}", "填写报批")
    for form in standing.approvals_waiting_for(user):
        act = "审核检查" if form.status == ApprovalStatus.PENDING_HEAD else "审批检查"
        late = form.urgent_at and f"已先行检查，须补批。紧急事由：{form.urgent_ground}"
        yield _form(form, "紧急补批" if late else "检查审批", late or "", act)


def _form(form: VisitApproval, kind: str, note: str, act: str) -> Todo:
    visits = list(form.visits.all())
    return Todo(
        kind=kind,
        colour="violet",
        icon="file-earmark-text",
        title=f"{form.number} · {len(visits)} 户",
        note=note or form.source,
        url=form.get_absolute_url(),
        act=act,
        due=form.urgent_due_on or min((visit.due_on for visit in visits), default=None),
    )


def plans(user: User) -> Iterator[Todo]:
    """Yearly plans for 分管局领导."""
    if not user.has_perm("inspections.approve_plan"):
        return
    for plan in Plan.objects.filter(status=PlanStatus.PENDING).exclude(drafted_by=user).select_related("drafted_by"):
        url = reverse("plan_approval", args=[plan.pk])
        note = f"{plan.drafted_by.name}拟定，批准后才能建立抽查任务"
        yield Todo("年度计划", "violet", "calendar3", plan.title, note, url, "审批计划")


def versions(user: User) -> Iterator[Todo]:
    """Item versions for 分管局领导."""
    if not user.has_perm("registry.approve_item"):
        return
    for version in ItemVersion.objects.waiting().exclude(submitted_by=user).for_page():
        title = f"{version.item.code} {version.item.title} · 第 {version.number} 版"
        note = "批准后才能列入计划和抽取"
        yield Todo("事项版本", "violet", "list-check", title, note, version.get_absolute_url(), "审批事项")
