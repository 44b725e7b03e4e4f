"""后续处理 of a record at one look: each step, where it stands, in whose hands, by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils import timezone

from inspections import follow_up_clocks as clocks
from inspections.follow_up_status import CaseStatus, DisputeStatus, RectificationStatus, ReferralStatus
from inspections.models import CaseFiling, Dispute, Inspection, Rectification, Referral
from inspections.models.dispute import WAITING
from inspections.models.referral import OUT
from yangcheng_inspect.clock import today


@dataclass(frozen=True)
class Step:
    """One line of the card and of the lists. `row` draws its tag; no `due` means that nothing is waited for."""

    kind: str
    row: Model
    words: str
    url: str
    name: str
    unit: str
    holder: str = ""
    due: date | None = None

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < today()


def of_record(inspection: Inspection) -> list[Step]:
    """Everything that follows this record, in the order of its own life."""
    visit = inspection.visit
    found: list[Step] = [dispute_step(row) for row in visit.disputes.select_related("visit__unit", "taken_by")]
    found += [order_step(row) for row in Rectification.objects.filter(inspection=inspection).for_page()]
    found += [case_step(row) for row in _cases(inspection)]
    return found + [referral_step(row) for row in inspection.referrals.for_page()]


def _cases(inspection: Inspection) -> Iterator[CaseFiling]:
    """Its own, and that of the visit which was stopped for a crime."""
    for row in inspection.visit.cases.for_page():
        if row.inspection_id in (None, inspection.pk):
            yield row


def order_step(row: Rectification) -> Step:
    visit = row.inspection.visit
    team = "、".join(place.inspector.name for place in row.team)
    holders = {
        RectificationStatus.OPEN: visit.name,
        RectificationStatus.PROVED: team,
        RectificationStatus.SIGNING: team,
        RectificationStatus.JUDGED: f"{visit.unit.name}负责人",
        RectificationStatus.UNFIXED: "检查组",
    }
    due = {
        RectificationStatus.OPEN: row.due_on,
        RectificationStatus.PROVED: clocks.recheck_by(row.due_on),
        RectificationStatus.SIGNING: clocks.recheck_by(row.due_on),
    }
    status = RectificationStatus(row.status)
    words = f"{row.number}，{row.get_mode_display()}"
    return Step(
        "责令改正",
        row,
        words,
        row.get_absolute_url(),
        visit.name,
        visit.unit.name,
        holders.get(status, ""),
        due.get(status),
    )


def case_step(row: CaseFiling) -> Step:
    waiting = row.status == CaseStatus.HANDED
    words = f"{row.act}（{row.reference}）" if row.reference else row.act
    due = timezone.localdate(row.due_at) if waiting else None
    holder = row.receiver if row.status in [CaseStatus.HANDED, CaseStatus.FILED] else ""
    kind = "立案（涉嫌犯罪）" if row.crime else "立案"
    return Step(kind, row, words, row.get_absolute_url(), row.visit.name, row.visit.unit.name, holder, due)


def referral_step(row: Referral) -> Step:
    visit = row.inspection.visit
    holders = {
        ReferralStatus.PENDING_HEAD: f"{visit.unit.name}负责人",
        ReferralStatus.PENDING_LEADER: "分管局领导",
        ReferralStatus.RETURNED: row.drafted_by.name,
        ReferralStatus.ISSUED: row.receiver,
        ReferralStatus.RECEIVED: row.receiver,
    }
    status = ReferralStatus(row.status)
    before = {ReferralStatus.PENDING_HEAD, ReferralStatus.PENDING_LEADER, ReferralStatus.RETURNED}
    due = timezone.localdate(row.due_at) if status in before else row.reply_due_on if status in OUT else None
    words = f"{row.title}，{row.subject}"
    return Step(
        "线索移送", row, words, row.get_absolute_url(), visit.name, visit.unit.name, holders.get(status, ""), due
    )


def dispute_step(row: Dispute) -> Step:
    holder = row.taken_by.name if row.taken_by else "检查组和审核环节以外的人"
    waiting = row.status in WAITING
    words = row.statement if row.status != DisputeStatus.ANSWERED else f"{row.get_answer_display()}：{row.reasons}"
    return Step(
        "陈述申辩",
        row,
        words,
        row.get_absolute_url(),
        row.visit.name,
        row.visit.unit.name,
        holder if waiting else "",
        row.due_on if waiting else None,
    )
