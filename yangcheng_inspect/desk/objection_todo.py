"""What waits on 异议, 企业说明 and 来件: each with whoever must act now, and by when."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from publicity import objection_clocks as clocks
from publicity.models import Letter, Objection, Statement
from publicity.objection_status import DECIDED
from publicity.objection_status import ObjectionStatus as Status
from publicity.services import objection_people as people
from publicity.services.objections import HANDLE
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    if user.has_perm(HANDLE):
        yield from letters()
        yield from statements()
        yield from office(user)
    if user.has_perm("inspections.view_own") or user.has_perm("inspections.view_unit") or user.has_perm(HANDLE):
        yield from handled(user)
        yield from explained(user)
    if user.has_perm("publicity.answer_objection"):
        yield from decided(user)


def letters() -> Iterator[Todo]:
    """Nobody knows yet what they are about; their clock runs as if somebody did."""
    for row in Letter.objects.waiting().order_by("received_at", "pk"):
        due = clocks.accept_by(timezone.localdate(row.received_at))
        note = f"网站来件：{row.body['text'][:30]}"
        yield _todo("来件核对", str(row), note, row.get_absolute_url(), "核对来件", due)


def statements() -> Iterator[Todo]:
    for row in Statement.objects.waiting().for_page():
        note = "核对有没有个人信息，原文公开"
        name = row.publication.inspection.visit.name
        yield _todo("企业说明", name, note, row.get_absolute_url(), "核对公开", clocks.accept_by(row.submitted_on))


def office(user: User) -> Iterator[Todo]:
    """Steps of 双随机办; whoever was in the case is not asked for an outcome."""
    rows = Objection.objects.filter(status__in=[Status.RECEIVED, Status.SUPPLEMENT, Status.CHECKING, *DECIDED])
    for row in rows.filter(replied_on__isnull=True).for_page():
        if said := _office(row, user):
            yield _about(row, *said)


def _office(row: Objection, user: User) -> tuple[str, str] | None:
    """Note and button, or None when the office waits for somebody else."""
    if row.status == Status.RECEIVED:
        return f"理由：{row.get_ground_display()}。决定是否受理", "受理"
    if row.status == Status.SUPPLEMENT:
        late = row.supplement_by is not None and row.supplement_by < today()
        return ("补正期限已过，按现有材料决定", "办理") if late else None
    if row.status in DECIDED:
        return f"结论：{row.get_status_display()}。印发答复书并送达申请人", "登记送达"
    if row.handler is None:
        return _unassigned(row, user)
    if row.proposed:
        return None if people.approvers(row).exists() else ("没有人可以批准结论，须指定代理人", "查看")
    free = row.found_at is not None and people.proposers(row).filter(pk=user.pk).exists()
    return ("核查已完成，拟定结论报分管局领导", "拟定结论") if free else None


def _unassigned(row: Objection, user: User) -> tuple[str, str] | None:
    """Whoever was in the case does not choose the handler; all of them are told where nobody is left to."""
    free = people.proposers(row)
    if free.filter(pk=user.pk).exists():
        return "已受理，须指派没有参加检查和审核审批的人承办", "指派承办人"
    return None if free.exists() else ("没有人可以指派承办人，须指定代理人", "查看")


def handled(user: User) -> Iterator[Todo]:
    """Those this person looks into, whatever unit he is of."""
    for row in Objection.objects.filter(status=Status.CHECKING, handler=user, found_at__isnull=True).for_page():
        yield _about(row, "由您承办核查，核查后登记核查情况", "核查")


def explained(user: User) -> Iterator[Todo]:
    """检查组说明 that was asked for: any one of the team writes it."""
    rows = Objection.objects.filter(
        status=Status.CHECKING,
        proposed_at__isnull=True,
        explanation_asked_at__isnull=False,
        explained_at__isnull=True,
        publication__inspection__visit__officers__inspector__user=user,
    )
    for row in rows.for_page().distinct():
        yield _about(row, "承办人请检查组说明当时情况", "填写说明")


def decided(user: User) -> Iterator[Todo]:
    """Outcomes and extensions before this leader, never of a record he approved."""
    for row in Objection.objects.filter(status=Status.CHECKING).for_page():
        asked = row.extension_asked_at and not row.extended_at
        if not (row.proposed or asked) or not people.approvers(row).filter(pk=user.pk).exists():
            continue
        if row.proposed:
            yield _about(row, f"拟定结论：{row.get_outcome_display()}。批准后公示随即更新", "批准结论")
        elif row.extension_asked_by_id != user.pk:
            yield _about(row, f"申请延长答复期限：{row.extension_reason}", "决定延期")


def _about(row: Objection, note: str, act: str) -> Todo:
    title = f"{row.publication.inspection.visit.name} · {row.number}"
    return _todo("异议", title, note, row.get_absolute_url(), act, row.due)


def _todo(kind: str, title: str, note: str, url: str, act: str, due: date | None) -> Todo:
    return Todo(kind, "violet", "chat-left-text", title, note, url, act, due=due)
