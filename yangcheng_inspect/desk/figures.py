"""Figures around the to-do list: the publication ladder, the way ahead, what happened lately. No one is ranked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import F
from django.db.models.functions import TruncDate
from django.urls import reverse

from inspections.history import Line, told
from inspections.models import Inspection, PlanLine, Visit
from inspections.services.protocol import expected
from inspections.status import PlanStatus, RecordStatus
from publicity.board_lists import waiting
from publicity.models import Publication
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.objects import name_of
from yangcheng_inspect.workdays.calendar import Calendar, is_workday

WEEK = 7
NEWEST = 6
LOOK_BACK = 40


@dataclass(frozen=True)
class Rung:
    """One line of the ladder 公示时限."""

    colour: str
    icon: str
    word: str
    count: int


def ladder(user: User, day: date, calendar: Calendar) -> list[Rung]:
    """Results of this person's cases not yet public, by working days left."""
    found: Counter[str] = Counter()
    for due in waiting(Publication.objects.visible_to(user)).values_list("due_on", flat=True):
        found[_rung(due, day, calendar)] += 1
    return [
        Rung("red", "exclamation-octagon-fill", "已逾期", found["late"]),
        Rung("red", "alarm-fill", "今天到期", found["today"]),
        Rung("amber", "hourglass-split", "剩 1–2 日", found["soon"]),
        Rung("green", "check-circle-fill", "剩 3 日以上", found["later"]),
    ]


def _rung(due: date, day: date, calendar: Calendar) -> str:
    if due <= day:
        return "today" if due == day else "late"
    return "soon" if calendar.workdays_between(day, due) <= 2 else "later"


@dataclass(frozen=True)
class Punctuality:
    """Of the results that had to be public this year by today: how many were, in time."""

    in_time: int
    total: int

    @property
    def per_cent(self) -> str:
        """One digit behind the point; a dash when nothing was due."""
        return f"{self.in_time * 100 / self.total:.1f}" if self.total else "—"

    @property
    def late(self) -> int:
        return self.total - self.in_time


def punctuality(user: User, day: date) -> Punctuality:
    """Published ones, and those overdue; what is still in time has not been decided yet."""
    rows = Publication.objects.visible_to(user).filter(ended_on__year=day.year)
    done = rows.published().annotate(published_on=TruncDate("published_at"))
    in_time = done.filter(published_on__lte=F("due_on")).count()
    return Punctuality(in_time, done.count() + rows.overdue(day).count())


@dataclass(frozen=True)
class Execution:
    """A line of the plan of this year: firms whose result is public, firms to be drawn by the plan (应抽)."""

    title: str
    done: int
    total: int


def execution(day: date) -> list[Execution]:
    """Every line of this year's approved plan, drawn already or not."""
    approved = PlanLine.objects.filter(plan__year=day.year, plan__status=PlanStatus.APPROVED)
    lines = list(approved.select_related("item").order_by("order"))
    public = Counter(
        Inspection.objects.filter(visit__task__line__in=lines, status=RecordStatus.APPROVED).values_list(
            "visit__task__line", flat=True
        )
    )
    return [Execution(line.title, public[line.pk], sum(expected(line).values())) for line in lines]


def scope(user: User) -> str:
    """Whose results the figures of this person count: 全局, 本单位 or 本人."""
    if user.has_perm("inspections.view_all"):
        return "全局"
    return "本单位" if user.has_perm("inspections.view_unit") else "本人"


@dataclass(frozen=True)
class Stop:
    """A day ahead: a visit, or days off."""

    day: date
    visit: Visit | None
    off: str = ""


def ahead(user: User, day: date, calendar: Calendar) -> list[Stop]:
    """Planned visits of the next week, with the public holidays between."""
    until = day + timedelta(days=WEEK)
    mine = Visit.objects.of_officer(user).open().filter(planned_on__range=(day, until)).for_page()
    stops = [Stop(visit.planned_on, visit) for visit in mine if visit.planned_on]
    return sorted([*stops, *_days_off(day, until, calendar)], key=lambda stop: stop.day)


def _days_off(day: date, until: date, calendar: Calendar) -> Iterator[Stop]:
    """Public holidays: runs of days off that are more than a plain weekend."""
    week = [day + timedelta(days=number) for number in range((until - day).days + 1)]
    for works, run in groupby(week, key=lambda one: is_workday(one, calendar.special)):
        days = list(run)
        if not works and any(one in calendar.special for one in days):
            yield Stop(days[0], None, "放假" if len(days) == 1 else f"放假至 {days[-1].month}月{days[-1].day}日")


@dataclass(frozen=True)
class News:
    """A recent event: in words, about whom, and where to read on."""

    line: Line
    title: str
    url: str


def news(user: User) -> list[News]:
    """The latest events on visits and records this person sees."""
    records = Inspection.objects.visible_to(user).select_related("visit", "version__item").order_by("-pk")[:LOOK_BACK]
    about = {name_of(record): (record.visit.name, reverse("record", args=[record.pk])) for record in records}
    about |= {name_of(record.visit): (record.visit.name, record.visit.get_absolute_url()) for record in records}
    events = Event.objects.filter(obj__in=about).select_related("detail").order_by("-seq")[: NEWEST * 4]
    return [News(line, *about[line.obj]) for line in told(events)][:NEWEST]
