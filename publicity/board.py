"""公示台账: which rows, how urgent each is, where each stands (方案三(二)4: 5个工作日内向社会公示)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from inspections.models import VisitOfficer
from inspections.status import RecordStatus
from publicity.models import Publication
from publicity.models.publication import PublicationQuerySet
from publicity.status import PublicationStatus
from yangcheng_inspect.workdays.calendar import Calendar, Deadline, add_workdays, workdays_left
from yangcheng_inspect.workdays.meter import SOON, Meter, meter

TABS = {"pending": "待公示", "published": "已公示", "all": "全部"}
TONES = {"red": "逾期或今天到期", "amber": f"剩 1–{SOON} 个工作日", "green": f"剩 {SOON + 1} 个工作日以上"}
STAGES = {
    "entry": ("录入", [RecordStatus.OPEN, RecordStatus.RETURNED]),
    "review": ("审核", [RecordStatus.SUBMITTED, RecordStatus.REVIEWED]),
    "approval": ("审批", [RecordStatus.CHECKED]),
}


def of_tab(rows: PublicationQuerySet, tab: str) -> PublicationQuerySet:
    """The rows of a tab in its order: what is due first, what was published last."""
    if tab == "pending":
        return rows.pending().order_by("due_on", "pk")
    if tab == "published":
        return rows.published().order_by("-published_at", "-pk")
    return rows.order_by("-due_on", "-pk")


def of_tone(rows: PublicationQuerySet, tone: str, today: date, special: Mapping[date, bool]) -> PublicationQuerySet:
    """The pending rows whose meter has this colour on that day."""
    soon = add_workdays(today, SOON, special)
    within = {"red": Q(due_on__lte=today), "amber": Q(due_on__gt=today, due_on__lte=soon), "green": Q(due_on__gt=soon)}
    return rows.pending().filter(within[tone])


def of_stage(rows: PublicationQuerySet, stage: str) -> PublicationQuerySet:
    return rows.pending().filter(inspection__status__in=STAGES[stage][1])


@dataclass(frozen=True)
class Stages:
    """What `_stages.html` draws: four dots 录入·审核·审批·公示, the word and the holder."""

    dots: list[str]
    words: str
    holder: str


PLACES: dict[str, tuple[int, str, str]] = {
    RecordStatus.OPEN: (0, "待录入", ""),
    RecordStatus.RETURNED: (0, "退回补正", ""),
    RecordStatus.SUBMITTED: (1, "待所队长审核", ""),
    RecordStatus.REVIEWED: (1, "待审核", "双随机办"),
    RecordStatus.CHECKED: (2, "待审批", "分管局领导"),
    RecordStatus.APPROVED: (4, "已公示", ""),
    RecordStatus.CANCELLED: (0, "已取消", ""),
    RecordStatus.VOIDED: (0, "记录已作废", ""),
}


def stages(publication: Publication, lead: str) -> Stages:
    """`lead` is the leading officer, who holds a record that is not handed in yet."""
    place, words, holder = PLACES[publication.inspection.status]
    if publication.inspection.status == RecordStatus.SUBMITTED:
        holder = publication.unit.name
    dots = ["done"] * place + ["now"] * (place < 4) + [""] * (3 - place)
    return Stages(dots, words, holder or (lead if place == 0 else ""))


@dataclass(frozen=True)
class Row:
    """One line of the board."""

    publication: Publication
    meter: Meter
    stages: Stages
    lead: VisitOfficer | None
    late_days: int  # working days after the deadline at which it was published, 0 when in time

    @property
    def published(self) -> bool:
        return self.publication.status == PublicationStatus.PUBLISHED

    @property
    def overdue(self) -> bool:
        return self.publication.status == PublicationStatus.PENDING and self.meter.tone == "red"


def rows(publications: Iterable[Publication], today: date, calendar: Calendar) -> Iterator[Row]:
    for publication in publications:
        due = Deadline(publication.due_on, publication.provisional)
        lead = publication.inspection.visit.lead
        yield Row(
            publication,
            meter(publication.ended_on, today, due, calendar.special, paused=bool(publication.held_at)),
            stages(publication, lead.inspector.name if lead else ""),
            lead,
            _late(publication, calendar),
        )


def _late(publication: Publication, calendar: Calendar) -> int:
    on = publication.published_at and timezone.localdate(publication.published_at)
    if on is None or on <= publication.due_on:
        return 0
    return max(1, workdays_left(publication.due_on, on, calendar.special))
