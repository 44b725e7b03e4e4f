"""两个网络: what is decided inside and not yet to be read on the public machine, with the day by which it must be.

On one network every change is out in the same moment, so nothing waits. On two, handling that goes on has five
working days (a penalty seven), and what comes down after a revoked decision three, until the receipt is back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from inspections.follow_up_status import CaseStatus
from publicity.handling import CASES
from publicity.models import Amendment, Bundle, Takedown, Withdrawal
from publicity.status import ChangeStatus
from publicity.transfer_status import TransferStatus
from yangcheng_inspect import parameters
from yangcheng_inspect.workdays.calendar import Calendar


@dataclass(frozen=True)
class Waiting:
    """One change on its way out."""

    number: str
    name: str
    what: str
    due: date


def waiting(days: Calendar) -> list[Waiting]:
    """What is due first stands first; nothing where both sites are one."""
    if not settings.PUBLIC_SITE_APART:
        return []
    since = _last_taken_in()
    return sorted([*_withdrawn(since, days), *_amended(since, days)], key=lambda one: one.due)


def _last_taken_in() -> datetime | None:
    """When the newest file was made whose receipt is back."""
    taken = Bundle.objects.filter(status=TransferStatus.ACKNOWLEDGED).order_by("-no")
    return taken.values_list("made_at", flat=True).first()


def _withdrawn(since: datetime | None, days: Calendar) -> Iterator[Waiting]:
    rows = Withdrawal.objects.filter(status=ChangeStatus.APPROVED, kind=Withdrawal.Kind.DOWN).for_page()
    for one in rows.filter(decided_at__gt=since) if since else rows:
        assert one.decided_at is not None, "what is approved has its day"
        clock = Takedown.objects.filter(publication=one.publication).order_by("-pk").first()
        decided = timezone.localdate(one.decided_at)
        due = clock.due_on if clock else days.deadline(decided, parameters.number("withdraw_days", decided)).on
        yield Waiting(one.publication.number, one.publication.inspection.visit.name, "撤下", due)


def _amended(since: datetime | None, days: Calendar) -> Iterator[Waiting]:
    rows = Amendment.objects.select_related("publication__inspection__visit")
    for one in rows.filter(amended_at__gt=since) if since else rows:
        on = timezone.localdate(one.amended_at)
        due = days.deadline(on, parameters.number(_key(one), on)).on
        yield Waiting(one.publication.number, one.publication.inspection.visit.name, "更新", due)


def _key(amendment: Amendment) -> str:
    """A case that ended with a penalty has a term of its own."""
    closed = CASES[CaseStatus.CLOSED] in amendment.reason
    return "publish_penalty_days" if closed else "publish_handling_days"
