"""责令改正通知书, 复查意见书, 移送审批表, 移送函 with its 回执, 异议答复书: what follows a check (方案三(二)3、4)."""

from typing import Any

from django.conf import settings

from inspections.choices import PaperKind
from inspections.follow_up_status import DisputeStatus, ReferralStatus
from inspections.models import Dispute, Rectification, Referral
from inspections.papers.kinds import LONG, Kind, register
from inspections.papers.parts import Box, bases, boxes, shown_officer
from registry.models import LegalBasis
from yangcheng_inspect.clock import today

SENT = [ReferralStatus.ISSUED, ReferralStatus.RECEIVED, ReferralStatus.REPLIED]


def order_paper(rectification: Rectification) -> dict[str, Any]:
    """责令改正通知书: facts, the articles broken and applied, what to put right and until when, remedies."""
    record = rectification.inspection
    given = record.version.bases.filter(kind=LegalBasis.Kind.PENALTY)
    return {
        "rectification": rectification,
        "visit": record.visit,
        "version": record.version,
        "bases": bases(record.version),
        "penalties": list(given),
        "modes": boxes(Rectification.Mode.choices, rectification.mode),
        "extension": rectification.due_on if rectification.due_on != rectification.first_due_on else None,
        "team": [shown_officer(officer, today()) for officer in record.visit.officers.all()],
        "phone": settings.CONTACT_PHONE,
    }


def recheck_paper(rectification: Rectification) -> dict[str, Any]:
    """复查意见书: what was ordered, what the business says it did, what two officers found."""
    names = rectification.signatures.filter(standing=True).select_related("officer__inspector")
    return {
        "rectification": rectification,
        "visit": rectification.inspection.visit,
        "version": rectification.inspection.version,
        "proofs": list(rectification.proofs.all()),
        "outcomes": boxes(Rectification.Outcome.choices, rectification.outcome),
        "team": [shown_officer(officer, today()) for officer in rectification.team],
        "signatures": list(names),
    }


def referral_paper(referral: Referral) -> dict[str, Any]:
    """移送函, its list of evidence and the receipt that comes back; and 移送审批表 from the same values."""
    visit = referral.inspection.visit
    return {
        "referral": referral,
        "visit": visit,
        "version": referral.inspection.version,
        "evidence": list(referral.evidence.all()),
        "matters": boxes(Referral.Matter.choices, referral.matter),
        "team": [shown_officer(officer, today()) for officer in visit.officers.all()],
        "accepted": [Box(referral.accepted is True, "受理"), Box(referral.accepted is False, "不受理")],
        "phone": settings.CONTACT_PHONE,
    }


def answer_paper(dispute: Dispute) -> dict[str, Any]:
    """异议答复书: what was said, how it was heard, what is adopted and why."""
    return {
        "dispute": dispute,
        "visit": dispute.visit,
        "answers": boxes(Dispute.Answer.choices, dispute.answer),
        "phone": settings.CONTACT_PHONE,
    }


ORDER = Kind(
    PaperKind.ORDER,
    "inspections.Rectification",
    "inspections/papers/order.html",
    order_paper,
    number=lambda row: row.number,
    visit=lambda row: row.inspection.visit,
    served=True,
    retention=LONG,
)
RECHECK = Kind(
    PaperKind.RECHECK,
    "inspections.Rectification",
    "inspections/papers/recheck.html",
    recheck_paper,
    word="复查",
    number=lambda row: row.number,
    unit=lambda row: row.inspection.visit.unit,
    visit=lambda row: row.inspection.visit,
    waits=lambda row: "" if row.closed_at else "复查结论还没有核准。",
    served=True,
    retention=LONG,
)


def _referral_waits(referral: Referral) -> str:
    return "" if referral.status in SENT else "移送还没有批准。"


HANDOVER = Kind(
    PaperKind.HANDOVER,
    "inspections.Referral",
    "inspections/papers/handover.html",
    referral_paper,
    number=lambda row: row.number or "",
    visit=lambda row: row.inspection.visit,
    waits=_referral_waits,
    retention=LONG,
)
REFERRAL = Kind(
    PaperKind.REFERRAL,
    "inspections.Referral",
    "inspections/papers/referral.html",
    referral_paper,
    number=lambda row: row.number or "",
    visit=lambda row: row.inspection.visit,
    waits=_referral_waits,
    served=True,
    retention=LONG,
)
ANSWER = Kind(
    PaperKind.ANSWER,
    "inspections.Dispute",
    "inspections/papers/answer.html",
    answer_paper,
    number=lambda row: row.number or "",
    visit=lambda row: row.visit,
    waits=lambda row: "" if row.status == DisputeStatus.ANSWERED else "陈述申辩还没有答复。",
    served=True,
    retention=LONG,
)
for _kind in (ORDER, RECHECK, HANDOVER, REFERRAL, ANSWER):
    register(_kind)
