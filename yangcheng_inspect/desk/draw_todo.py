"""What a draw asks of people besides drawing: to accept, to decide who may stay away, to decide on a void."""

from collections.abc import Iterator

from django.urls import reverse

from inspections.models import Excuse, NumberCorrection, Task, Visit, VoidRequest
from inspections.services import excuses, supplements
from inspections.services import record_voids as void_services
from inspections.status import CorrectionStatus, ExcuseStatus, TaskStatus, VisitStatus, VoidStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    yield from assignments(user)
    yield from applications(user)
    yield from voids(user)
    yield from record_voids(user)
    yield from corrections(user)
    yield from tasks(user)
    yield from supplementary(user)


def assignments(user: User) -> Iterator[Todo]:
    """Drawn visits this officer has neither accepted nor asked to be excused from."""
    mine = Visit.objects.filter(
        officers__inspector__user=user,
        officers__accepted_at__isnull=True,
        status=VisitStatus.PENDING,
        drawn__isnull=False,
    ).exclude(excuses__inspector__user=user, excuses__status=ExcuseStatus.PENDING)
    for visit in mine.distinct():
        note = "抽取分派给您，请签收，或者申请回避"
        yield Todo("签收", "blue", "person-check", visit.name, note, visit.get_absolute_url(), "签收", visit.due_on)


def applications(user: User) -> Iterator[Todo]:
    if not user.has_perm("inspections.decide_recusal"):
        return
    waiting = Excuse.objects.filter(status=ExcuseStatus.PENDING).select_related("visit", "inspector__unit")
    for excuse in waiting:
        if excuses.may_decide(excuse, user):
            title = f"{excuse.inspector.name} · {excuse.visit.name}"
            note = f"申请换人：{excuse.get_reason_display()}"
            yield Todo("换人", "amber", "people", title, note, reverse("excuses"), "决定", excuse.due_on)


def voids(user: User) -> Iterator[Todo]:
    if not user.has_perm("inspections.approve_void"):
        return
    for asked in VoidRequest.objects.filter(status=VoidStatus.PENDING).select_related("draw__task", "draw__session"):
        url = f"{asked.draw.session.get_absolute_url()}#voids"
        yield Todo("作废", "red", "x-octagon", asked.draw.task.title, f"申请作废抽取：{asked.reason}", url, "决定")


def record_voids(user: User) -> Iterator[Todo]:
    """Sealed records of a visit to the wrong firm."""
    for asked in void_services.waiting_for(user):
        note = f"申请作废检查记录：{asked.reason}"
        yield Todo(
            "记录作废", "red", "x-octagon", asked.visit.name, note, reverse("record_voids"), "决定", asked.visit.due_on
        )


def corrections(user: User) -> Iterator[Todo]:
    """A correction waits for another than who proposed it."""
    if not (user.has_perm("inspections.confirm_freeze") or user.has_perm("inspections.approve_void")):
        return
    rows = NumberCorrection.objects.filter(status=CorrectionStatus.PENDING).exclude(proposed_by=user)
    for row in rows.select_related("session"):
        url = f"{row.session.get_absolute_url()}#corrections"
        note = "抽取号码录入有误，请对照公告确认"
        yield Todo("号码更正", "red", "arrow-repeat", row.session.title, note, url, "确认")


def tasks(user: User) -> Iterator[Todo]:
    """Scopes to be drawn again after a void."""
    if not user.has_perm("inspections.approve_task"):
        return
    for task in Task.objects.filter(status=TaskStatus.PROPOSED):
        note = f"上次抽取已作废，申请再次抽查：{task.again_reason}"
        yield Todo("任务审批", "violet", "list-task", task.title, note, task.get_absolute_url(), "审批")


def supplementary(user: User) -> Iterator[Todo]:
    """Draws with firms whose team nobody of the frozen list can complete."""
    if not user.has_perm("inspections.prepare_task"):
        return
    for draw in supplements.waiting():
        note = "有检查对象编不出完整的检查组，须补充抽取"
        yield Todo(
            "补充抽取", "amber", "people", draw.task.title, note, reverse("draw_supplement", args=[draw.pk]), "安排"
        )
