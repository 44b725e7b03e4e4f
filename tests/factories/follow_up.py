"""Orders, letters and disputes at any point of their life, led there by the real services."""

from typing import Any

from inspections.choices import Opinion
from inspections.models import Dispute, Inspection, Rectification, Referral
from inspections.services import disputes, rechecks, rectifications, referrals
from inspections.services.referrals import Exhibit, Letter
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory, VisitFactory, head_of, lead_of, team_of
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today


def ordered(**more: Any) -> Rectification:
    """An order by a date, from a submitted record; `stage` and the rest are those of InspectionFactory."""
    inspection = InspectionFactory(**{"submitted": True, "wrong": True} | more)
    return order_for(inspection)


def order_for(inspection: Inspection) -> Rectification:
    return rectifications.issue(
        inspection=inspection,
        facts="录像留存 21 日。",
        demand="录像留存不少于 30 日。",
        by=lead_of(inspection.visit),
    )


def proved(order: Rectification) -> Rectification:
    visit = order.inspection.visit
    rectifications.prove(rectification=order, text="已更换硬盘。", received_on=today(), by=lead_of(visit))
    return fresh(order)


def judged(order: Rectification, outcome: str = "FIXED") -> Rectification:
    """In writing, by both officers of the check."""
    first, second = team_of(proved(order).inspection.visit)
    rechecks.judge(rectification=order, outcome=outcome, note="材料齐全。", by=first)
    return rechecks.countersign(rectification=order, by=second)


def closed(order: Rectification, outcome: str = "FIXED") -> Rectification:
    return rechecks.close(rectification=judged(order, outcome), by=head_of(order.inspection.visit))


def fresh(order: Rectification) -> Rectification:
    return Rectification.objects.get(pk=order.pk)


def letter(**more: Any) -> Letter:
    values: dict[str, Any] = {
        "matter": Referral.Matter.OTHER,
        "inside": False,
        "receiver": "县文化和旅游局",
        "subject": "未经许可从事文化经营",
        "facts": "现场发现未经许可经营棋牌室。",
        "grounds": "不属于公安机关职责，《行政处罚法》第二十二条。",
        "evidence": [Exhibit("检查记录表", 1, 3), Exhibit("现场照片", 1, 2)],
    }
    return Letter(**values | more)


def drafted(**more: Any) -> Referral:
    inspection = InspectionFactory(submitted=True, wrong=True)
    return referrals.draft(inspection=inspection, letter=letter(**more), by=lead_of(inspection.visit))


def disputed(**more: Any) -> Dispute:
    """A submitted visit that the business signed with an objection."""
    visit = VisitFactory(**{"submitted": True, "opinion": Opinion.DISPUTED} | more)
    found: Dispute = visit.disputes.get()
    return found


def hearer(dispute: Dispute) -> User:
    """Somebody outside the case, while another of the office is left for its chain."""
    UserFactory(office=True)
    UserFactory(office=True)
    person = disputes.eligible(dispute).order_by("-pk").first()
    assert person is not None
    return person


def answered(dispute: Dispute, answer: str = "DECLINED") -> Dispute:
    by = hearer(dispute)
    disputes.take(dispute=dispute, by=by)
    disputes.hear(dispute=dispute, heard_on=today(), heard_how="到店当面听取", more="", by=by)
    return disputes.answer(dispute=dispute, answer=answer, reasons="录像时长以设备显示为准。", by=by)
