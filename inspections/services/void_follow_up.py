"""What followed a record that is voided: what lies with others stands in the way, orders and disputes end with it."""

from typing import Any

from inspections.follow_up_status import CaseStatus, ExtensionStatus, RectificationStatus, ReferralStatus
from inspections.models import Dispute, Extension, Rectification, Referral, Visit
from inspections.models.dispute import WAITING
from inspections.models.follow_up import RUNNING
from inspections.models.referral import OUT, UNSENT
from inspections.services import disputes, rechecks
from inspections.services.moves import move, stamp
from inspections.services.rectifications import UNDER_WAY
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError

ENDED = "检查记录作废"


def refuse(visit: Visit) -> None:
    """A letter that went out, a case that somebody looks into, a verdict on an order: these are settled first."""
    letter = Referral.objects.filter(inspection__visit=visit, status__in=OUT).first()
    if letter:
        raise DomainError(f"移送函 {letter.number} 已经发出。请先向接收机关说明情况并登记回复，再作废记录。")
    case = visit.cases.filter(status__in=[CaseStatus.HANDED, CaseStatus.FILED]).first()
    if case:
        raise DomainError(f"“{case.act}”已移交立案，还没有结果。请先登记不予立案或者办结，再作废记录。")
    order = Rectification.objects.filter(recheck=visit).exclude(status__in=UNDER_WAY).first()
    if order:
        raise DomainError(f"这次检查是责令改正通知书 {order.number} 的复查，已据此写下结论。请先由所队长退回结论。")


def end(visit: Visit, by: User) -> None:
    """Within the transaction that voids the records: nobody waits for a firm that was never checked."""
    of_visit: dict[str, Any] = {"inspection__visit": visit}
    running = Rectification.objects.select_for_update().filter(
        **of_visit, status__in=[*RUNNING, RectificationStatus.UNFIXED]
    )
    for order in running.order_by("pk"):
        _end_order(order, by)
    for letter in Referral.objects.select_for_update().filter(**of_visit, status__in=UNSENT).order_by("pk"):
        move(letter, ReferralStatus.VOIDED, by=by, action="referral.void", reason=ENDED)
    for dispute in Dispute.objects.select_for_update().filter(visit=visit, status__in=WAITING).order_by("pk"):
        disputes.withdraw(dispute, ENDED, by)


def _end_order(order: Rectification, by: User) -> None:
    asked = Extension.objects.select_for_update().filter(rectification=order, status=ExtensionStatus.PENDING)
    for extension in asked.order_by("pk"):
        said: dict[str, Any] = {"decision": ENDED, **stamp("decided", by)}
        move(extension, ExtensionStatus.DECLINED, by=by, action="rectification.decide_extension", **said)
    move(order, RectificationStatus.VOIDED, by=by, action="rectification.void", reason=ENDED)
    rechecks.unmark(order, f"{ENDED}，责令改正通知书 {order.number} 随之作废")
