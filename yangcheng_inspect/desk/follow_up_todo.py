"""What waits after a check: orders, re-inspections, cases, letters and disputes, each with whoever must act now."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone

from inspections import follow_up
from inspections import follow_up_clocks as clocks
from inspections.choices import Result
from inspections.follow_up_status import CaseStatus, DisputeStatus, ReferralStatus
from inspections.follow_up_status import RectificationStatus as Order
from inspections.models import CaseFiling, Dispute, Inspection, Rectification, Referral
from inspections.models.record import LATER_THAN_SUBMITTED
from inspections.models.referral import OUT
from inspections.services import disputes as hearing
from inspections.services import hands, rectifications, referrals, standing
from inspections.status import VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk.row import Todo

NEAR = 3
"""Days before the end of a term at which the team is reminded."""

FIRST = {
    Result.ORDERED: ("rectification_issue", "责令改正", "检查记录已提交，尚未出具责令改正通知书", "出具通知书"),
    Result.REFERRED: ("referral_new", "线索移送", "检查结果为移送有关部门，尚未拟写移送函", "拟写移送函"),
    Result.CASE: ("case_new", "移交立案", "检查结果为立案处理，尚未移交", "移交立案"),
}
"""By result: the page of the first step, then kind, note and button of the row."""


def of(user: User) -> Iterator[Todo]:
    if user.has_perm("inspections.record_visit"):
        yield from first_steps(user)
        yield from own_letters(user)
    if user.all_roles & {Role.INSPECTOR, *standing.LINE}:
        yield from orders(user)
        yield from cases(user)
        yield from heard(user)
    if user.all_roles & set(standing.LINE):
        yield from letters(user)


def first_steps(user: User) -> Iterator[Todo]:
    """Records of the leading officer whose result asks for a paper that nobody has made yet."""
    nothing = Q(result=Result.ORDERED, rectification__isnull=True)
    nothing |= Q(result=Result.REFERRED, referrals__isnull=True)
    nothing |= Q(result=Result.CASE, case__isnull=True, visit__cases__isnull=True)
    rows = Inspection.objects.filter(
        nothing,
        status__in=LATER_THAN_SUBMITTED,
        visit__officers__leads=True,
        visit__officers__inspector__user=user,
    )
    for row in rows.select_related("visit", "version__item").order_by("pk").distinct():
        page, kind, note, act = FIRST[Result(row.result)]
        title = f"{row.visit.name} · {row.version.item.title}"
        known = referrals.known_at(row)
        due = timezone.localdate(clocks.send_by(known, inside=False)) if known else None
        yield Todo(kind, "amber", "file-earmark-plus", title, note, reverse(page, args=[row.pk]), act, due=due)


def orders(user: User) -> Iterator[Todo]:
    """Orders in this person's hands; an open one only when its term is near or over."""
    rows = Rectification.objects.visible_to(user).filter(Q(status__in=ORDERS) | Q(extensions__status="PENDING"))
    for row in rows.for_page().distinct().order_by("due_on", "pk"):
        if said := _order(row, user):
            yield _todo(follow_up.order_step(row), "责令改正", "wrench-adjustable", *said)


ORDERS = [Order.OPEN, Order.PROVED, Order.SIGNING, Order.JUDGED, Order.UNFIXED]


def _order(row: Rectification, user: User) -> tuple[str, str] | None:
    """Note and button of the row, or None when it is nothing of his now."""
    asked = row.extensions.filter(status="PENDING").first()
    if asked and rectifications.deciders(row, asked.asked_by_id).filter(pk=user.pk).exists():
        return f"{asked.asked_by.name}申请延期至 {asked.until.month}月{asked.until.day}日", "决定延期"
    team = any(place.inspector.user_id == user.pk for place in row.team)
    if row.status == Order.JUDGED:
        mine = rectifications.deciders(row).filter(pk=user.pk).exists()
        return (f"复查结论：{row.get_outcome_display()}，待核准", "核准结论") if mine else None
    if not team:
        return None
    if row.status == Order.SIGNING:
        signed = row.signatures.filter(standing=True, officer__inspector__user=user).exists()
        return None if signed else ("另一名复查人员已签名，待您签名", "签署结论")
    if row.status == Order.UNFIXED:
        return "复查未改正，须移交立案", "移交立案"
    if row.recheck:
        return ("复查的检查已做完，待填写结论", "填写结论") if row.recheck.status == VisitStatus.SUBMITTED else None
    return ("企业已交整改材料，待复查", "复查") if row.status == Order.PROVED else _open_order(row)


def _open_order(row: Rectification) -> tuple[str, str] | None:
    if row.due_on < today():
        return "改正期限已过，企业没有交来整改材料", "安排复查"
    near = row.due_on <= today() + timedelta(days=NEAR)
    return ("改正期限将到", "查看整改") if near else None


def cases(user: User) -> Iterator[Todo]:
    """分管局领导 is told of a crime; the decision on a case is written down."""
    if user.has_perm("inspections.approve_record"):
        for row in CaseFiling.objects.untold().for_page():
            if hands.is_leader(user):
                yield _todo(follow_up.case_step(row), "犯罪线索", "exclamation-octagon", row.act, "知悉", "red")
    for row in CaseFiling.objects.visible_to(user).filter(status=CaseStatus.HANDED).for_page():
        if user.pk in standing.team(row.visit):
            yield _todo(follow_up.case_step(row), "立案", "folder", "承接单位审查后登记案件编号", "登记决定", "red")


def letters(user: User) -> Iterator[Todo]:
    """Letters on this person's desk."""
    for row in Referral.objects.pending().for_page():
        if referrals.eligible(row).filter(pk=user.pk).exists():
            act = "审核移送函" if row.status == ReferralStatus.PENDING_HEAD else "审批移送函"
            yield _todo(follow_up.referral_step(row), "线索移送", "box-arrow-up-right", f"移送{row.receiver}", act)


def own_letters(user: User) -> Iterator[Todo]:
    """What came back to its author, and what waits for a reply: it stays until the reply has come."""
    for row in Referral.objects.filter(drafted_by=user, status__in=[ReferralStatus.RETURNED, *OUT]).for_page():
        step = follow_up.referral_step(row)
        if row.status == ReferralStatus.RETURNED:
            yield _todo(step, "线索移送", "arrow-return-left", f"退回意见：{row.returned_reason}", "修改重报")
        elif row.status == ReferralStatus.ISSUED:
            yield _todo(step, "移送催办", "envelope", f"已移送{row.receiver}，没有收到回执", "登记回执")
        elif row.status == ReferralStatus.RECEIVED:
            yield _todo(step, "移送催办", "envelope", f"{row.receiver}已回执，没有收到处理结果", "登记回复")


def heard(user: User) -> Iterator[Todo]:
    """Disputes that this person may take, and those that he took."""
    for row in Dispute.objects.waiting().for_page():
        step = follow_up.dispute_step(row)
        if row.status == DisputeStatus.TAKEN and row.taken_by_id == user.pk:
            act = "答复" if row.heard_on else "听取意见"
            yield _todo(step, "陈述申辩", "chat-left-text", "答复后才能批准公示，公示期限照常计算", act)
        elif user.all_roles & set(standing.LINE) and hearing.is_offered(row, user):
            yield _todo(step, "陈述申辩", "chat-left-text", "由检查和审核环节以外的人承办", "受理")


def _todo(step: follow_up.Step, kind: str, icon: str, note: str, act: str, colour: str = "amber") -> Todo:
    title = f"{step.name} · {_about(step.row)}"
    return Todo(kind, colour, icon, title, note, step.url, act, due=step.due)


def _about(row: Model) -> str:
    """What the row is called beside the firm's name."""
    if isinstance(row, Dispute):
        return row.statement[:20]
    if isinstance(row, Referral):
        return row.title
    return row.act[:20] if isinstance(row, CaseFiling) else getattr(row, "number", "")
