"""陈述申辩: opened by the signature, heard and answered by somebody outside the case (方案四(二))."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from inspections import follow_up_clocks as clocks
from inspections.choices import Opinion
from inspections.follow_up_status import DisputeStatus
from inspections.models import Confirmation, Dispute, Visit
from inspections.models.dispute import WAITING
from inspections.services import numbers, standing
from inspections.services.moves import move, stamp
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.services import record

UNANSWERED = "检查对象签字时有异议，陈述申辩还没有答复，不能批准公示。公示期限不因此停止，请尽快答复。"
SATISFIED = "记录补正后重新确认，检查对象不再有异议"


@transaction.atomic
def follow(*, visit: Visit, by: User) -> Dispute | None:
    """A submitted visit: 有异议 opens a dispute; a new confirmation without one ends the dispute that waits."""
    said = Confirmation.objects.filter(visit=visit).first()
    waiting = Dispute.objects.select_for_update().filter(visit=visit, status__in=WAITING).first()
    if said is None or said.opinion != Opinion.DISPUTED:
        return waiting and withdraw(waiting, SATISFIED, by)
    if waiting or visit.disputes.filter(opened_at__gte=said.confirmed_at).exists():
        return waiting
    opened = Dispute.objects.create(
        visit=visit, statement=said.statement, opened_at=now(), due_on=clocks.answer_by(today())
    )
    record("dispute.open", target=opened, by=by, detail={"due_on": opened.due_on.isoformat()})
    return opened


def withdraw(dispute: Dispute, reason: str, by: User) -> Dispute:
    """Nothing is left to answer; the caller has locked the row."""
    return move(dispute, DisputeStatus.WITHDRAWN, by=by, action="dispute.withdraw", reason=reason)


@transaction.atomic
def take(*, dispute: Dispute, by: User) -> Dispute:
    """Somebody outside the case takes it over; from now on he stays out of its chain."""
    dispute = _locked(dispute)
    _refuse_concerned(dispute, by)
    return move(dispute, DisputeStatus.TAKEN, by=by, action="dispute.take", **stamp("taken", by))


@transaction.atomic
def hear(*, dispute: Dispute, heard_on: date, heard_how: str, more: str, by: User) -> Dispute:
    """What the business said and handed in when it was heard; may be written down again until the answer."""
    dispute = _own(dispute, by)
    if not heard_how.strip():
        raise DomainError("请写明以什么方式听取了检查对象的意见。")
    if heard_on > today():
        raise DomainError("听取意见的日期不能晚于今天。")
    dispute.heard_on, dispute.heard_how, dispute.more = heard_on, heard_how.strip(), more.strip()
    dispute.save(update_fields=["heard_on", "heard_how", "more"])
    record("dispute.hear", target=dispute, by=by, detail={"heard_on": heard_on.isoformat()})
    return dispute


@transaction.atomic
def answer(*, dispute: Dispute, answer: str, reasons: str, by: User) -> Dispute:
    """采纳、部分采纳 or 不采纳, with reasons; what is adopted goes back to the team through the chain."""
    dispute = _own(dispute, by)
    if dispute.heard_on is None:
        raise DomainError("请先登记听取检查对象意见的情况，再答复。")
    if answer not in Dispute.Answer.values or not reasons.strip():
        raise DomainError("请选择是否采纳，并写明理由。")
    return move(
        dispute,
        DisputeStatus.ANSWERED,
        by=by,
        action="dispute.answer",
        number=numbers.document_number(today().year, dispute.visit.unit.short, "答复"),
        answer=answer,
        reasons=reasons.strip(),
        answered_at=now(),
    )


def waiting(visit: Visit) -> str:
    """Why it cannot be published yet; empty when nothing waits for an answer."""
    return UNANSWERED if visit.disputes.filter(status__in=WAITING).exists() else ""


def refuse_unanswered(visit: Visit) -> None:
    """The answer comes before publication is approved."""
    if why := waiting(visit):
        raise DomainError(why)


def concerned(visit: Visit) -> frozenset[int]:
    """The team and everybody who acted in the chain of one of its records."""
    hands = visit.inspections.values_list("submitted_by", "reviewed_by", "checked_by", "approved_by")
    return standing.team(visit) | {pk for row in hands for pk in row if pk}


def eligible(dispute: Dispute) -> QuerySet[User]:
    """双随机办 while one of it is left for the chain, else a head of another unit, else who is outside the case."""
    visit = dispute.visit
    office, heads, leaders = (_free(role, visit) for role in (Role.OFFICE, Role.UNIT_HEAD, Role.LEADER))
    heads -= frozenset(standing.holders(Role.UNIT_HEAD, visit.unit.code).values_list("pk", flat=True))
    checked = not visit.inspections.filter(checked_by__isnull=True).exists()
    spare = office if checked or len(office) > 1 else frozenset()
    chosen = next((people for people in (spare, heads, office, leaders) if people), frozenset())
    found: QuerySet[User] = User.objects.filter(pk__in=chosen)
    return found


def _free(role: Role, visit: Visit) -> frozenset[int]:
    return frozenset(standing.holders(role).values_list("pk", flat=True)) - concerned(visit)


def _refuse_concerned(dispute: Dispute, by: User) -> None:
    if by.pk in concerned(dispute.visit):
        raise SameHands("您是本次检查的检查人员，或已办理过它的审核审批，不能承办陈述申辩。请由他人办理。")
    if not eligible(dispute).filter(pk=by.pk).exists():
        raise NotPermitted("陈述申辩由没有参加检查和审核的双随机办人员或其他单位负责人承办。")


def _own(dispute: Dispute, by: User) -> Dispute:
    dispute = _locked(dispute)
    if dispute.status != DisputeStatus.TAKEN:
        raise DomainError(f"当前状态是“{dispute.get_status_display()}”，不能办理。")
    if dispute.taken_by_id != by.pk:
        raise NotPermitted("这件陈述申辩由受理人办理。")
    return dispute


def _locked(dispute: Dispute) -> Dispute:
    return Dispute.objects.select_for_update().get(pk=dispute.pk)


def is_offered(dispute: Dispute, user: User) -> bool:
    """Nobody has taken it, and this person may."""
    return dispute.status == DisputeStatus.OPEN and eligible(dispute).filter(pk=user.pk).exists()
