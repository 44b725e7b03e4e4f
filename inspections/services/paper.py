"""纸质记录补录: a check done on paper, typed in afterwards with the times of the paper. Paper ranks equal.

What was written by hand is typed by one officer; both confirm with their own logins that it says what the sheet says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.utils.timezone import localtime

from inspections import checks
from inspections.models import PaperEntry, Visit, VisitOfficer
from inspections.services import urgent
from inspections.services.moves import move
from inspections.services.visits import (
    locked,
    own_place,
    refuse_half_approved,
    refuse_undecided,
    refuse_without_power,
)
from inspections.status import VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError


@dataclass(frozen=True)
class Sheet:
    """What stands on the paper. Times are aware; nobody was served or informed where nobody was there."""

    arrived_at: Mapping[int, datetime]  # by the primary key of the VisitOfficer
    ended_at: datetime
    reason: str
    served_at: datetime | None = None
    attendee: str = ""
    attendee_role: str = ""
    recorder_no: str = ""


@transaction.atomic
def enter(*, visit: Visit, sheet: Sheet, by: User) -> Visit:
    """Open an approved visit for typing in, as it was on paper. Raises DomainError on times that cannot be."""
    visit = locked(visit)
    own_place(visit, by)
    _refuse(visit, sheet)
    for officer in visit.officers.select_related("inspector__unit"):
        _arrived(officer, sheet.arrived_at[officer.pk])
    PaperEntry.objects.create(
        visit=visit, ended_at=sheet.ended_at, reason=sheet.reason.strip(), entered_at=now(), entered_by=by
    )
    told = {
        "notice_served_at": sheet.served_at,
        "rights_read_at": sheet.served_at,
        "attendee": sheet.attendee.strip(),
        "attendee_role": sheet.attendee_role.strip(),
        "recorder_no": sheet.recorder_no.strip() or visit.recorder_no,
    }
    return move(visit, VisitStatus.ONSITE, by=by, action="visit.enter_paper", reason=sheet.reason, **told)


def _refuse(visit: Visit, sheet: Sheet) -> None:
    if visit.at_desk:
        raise DomainError(f"这次是{visit.get_method_display()}，不到场，没有现场纸质记录可以补录。请在办理页面登记。")
    if hasattr(visit, "paper"):
        raise AlreadyDone("这次检查已经补录过纸质记录。再次上门的，请到场亮证后直接填写。")
    if visit.status != VisitStatus.READY:
        raise DomainError("只有审批已通过、还没有登记到场的检查，才能补录纸质记录。已登记到场的，请直接填写。")
    if not sheet.reason.strip():
        raise DomainError("请写明使用纸质记录的原因。")
    places = set(visit.officers.values_list("pk", flat=True))
    if len(places) < checks.MINIMUM_OFFICERS or places != set(sheet.arrived_at):
        raise DomainError("检查人员不得少于两人，每人的到场时间都要按纸质记录填写。")
    refuse_undecided(visit)
    refuse_half_approved(visit)
    urgent.refuse_sent_back(visit)
    _refuse_times(visit, sheet)
    refuse_without_power(visit, localtime(min(sheet.arrived_at.values())).date())


def _refuse_times(visit: Visit, sheet: Sheet) -> None:
    """批准 ≤ 到场 ≤ 送达告知 ≤ 签字 ≤ 现在. The paper knows minutes only."""
    approved = visit.approval.urgent_at or visit.approval.approved_at
    since = approved.replace(second=0, microsecond=0) if approved else None
    arrivals = sorted(sheet.arrived_at.values())
    steps = [
        ("审批表批准时间", since),
        ("到场时间", arrivals[0]),
        ("到场时间", arrivals[-1]),
        ("通知书送达时间", sheet.served_at),
        ("签字时间", sheet.ended_at),
        ("现在的时间", now()),
    ]
    known = [(word, moment) for word, moment in steps if moment]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            raise DomainError(f"{later}（{_said(second)}）早于{earlier}（{_said(first)}）。请按纸质记录核对。")


def _said(moment: datetime) -> str:
    local = localtime(moment)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def _arrived(officer: VisitOfficer, moment: datetime) -> None:
    """With the certificate that was valid that day (行政处罚法42)."""
    day = localtime(moment).date()
    card = officer.inspector.certificate_on(day)
    if card is None:
        raise DomainError(f"{officer.inspector.name}的执法证在 {day.month}月{day.day}日 不在有效期内，不得实施检查。")
    officer.certificate, officer.unit_name = card.number, officer.inspector.unit.name
    officer.arrived_at = officer.arrived_said_at = moment
    officer.save(update_fields=["certificate", "unit_name", "arrived_at", "arrived_said_at"])


def ended_at(visit: Visit) -> datetime:
    """When the business spoke: as the paper says for a check typed in; now for what is signed on site or anew."""
    entry: PaperEntry | None = getattr(visit, "paper", None)
    return entry.ended_at if entry and visit.submitted_at is None else now()
