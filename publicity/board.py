"""公示台账: one line of it, with its clock, its stage and its holder (方案三(二)4: 5个工作日内向社会公示)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from inspections.models import VisitOfficer
from inspections.status import RecordStatus
from publicity import holder, lateness
from publicity.models import Publication, Reminder
from publicity.models.publication import RUNNING, SHOWN_ONCE, PublicationQuerySet
from publicity.services import answerables
from publicity.services.answerables import Said
from publicity.status import HoldStatus, PublicationStatus
from yangcheng_inspect.workdays.calendar import Calendar, Deadline
from yangcheng_inspect.workdays.meter import Meter, meter


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
AFTERWARDS = {
    PublicationStatus.SENT: (3, "待上传外网", "双随机办"),
    PublicationStatus.WITHDRAWN: (4, "已撤下", ""),
    PublicationStatus.ENDED: (4, "公示期满", ""),
}
"""Where the publication itself says more than its record."""


def stages(publication: Publication, lead: str) -> Stages:
    """`lead` is the leading officer, who holds a record that is not handed in yet."""
    status = publication.inspection.status
    place, words, name = AFTERWARDS.get(PublicationStatus(publication.status), PLACES[status])
    if status == RecordStatus.SUBMITTED:
        name = publication.unit.name
    dots = ["done"] * place + ["now"] * (place < 4) + [""] * (3 - place)
    return Stages(dots, words, name or (lead if place == 0 else ""))


@dataclass(frozen=True)
class Row:
    """One line of the board. `late_days`: working days after the deadline at which it was published, 0 in time."""

    publication: Publication
    meter: Meter
    stages: Stages
    lead: VisitOfficer | None
    late_days: int
    said: Said
    sentence: str  # what 复制催办文字 gives; empty where nobody can be urged
    urged: bool  # the office has urged today
    mine: bool = False  # the next step of the record is the reader's
    reasons: list[str] = field(default_factory=list)  # of being late: explanations, then the hold that was granted

    @property
    def published(self) -> bool:
        """The public has read it."""
        return self.publication.status in SHOWN_ONCE

    @property
    def waits(self) -> bool:
        return self.publication.status in RUNNING and self.publication.held_at is None

    @property
    def overdue(self) -> bool:
        return self.waits and self.meter.tone == "red"

    @property
    def late(self) -> bool:
        """The term is over, or it was when the public read it."""
        return self.late_days > 0

    @property
    def unexplained(self) -> bool:
        return self.late and not self.reasons


def for_board(rows: PublicationQuerySet) -> PublicationQuerySet:
    """With everything a line shows: the number of queries does not grow with the lines."""
    people = [f"inspection__{step}_by" for step, _ in answerables.STEPS]
    children = ["explanations", "postings", "hold_requests", "reminders"]
    logins = ["inspection__visit__officers__inspector__user"]
    return rows.for_page().select_related("answerable", *people).prefetch_related(*children, *logins)


def rows(
    publications: Iterable[Publication], today: date, calendar: Calendar, turns: Collection[int] = ()
) -> Iterator[Row]:
    """`turns`: records whose next step is the reader's, by key."""
    for one in publications:
        due = Deadline(one.due_on, one.provisional)
        lead = one.inspection.visit.lead
        waits = one.status in RUNNING and one.held_at is None
        yield Row(
            one,
            meter(one.ended_on, today, due, calendar.special, paused=bool(one.held_at)),
            stages(one, lead.inspector.name if lead else ""),
            lead,
            lateness.days_late(one, today, calendar),
            answerables.of(one),
            holder.sentence(one, holder.words(one), today, calendar) if waits else "",
            any(r.on == today and r.kind == Reminder.Kind.URGED for r in one.reminders.all()),
            one.inspection_id in turns,
            reasons(one),
        )


def reasons(publication: Publication) -> list[str]:
    """Why it is late: what the unit said, and the hold that stood in its way."""
    said = [one.reason for one in publication.explanations.all()]
    granted = {HoldStatus.APPROVED, HoldStatus.RELEASED}
    said += [f"暂缓公示：{one.words}" for one in publication.hold_requests.all() if one.status in granted]
    if publication.held_at and not any(one.startswith("暂缓") for one in said):
        said.append(f"暂缓公示：{publication.held_reason}")
    return said
