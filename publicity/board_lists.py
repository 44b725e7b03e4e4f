"""Which rows stand under each tab of the 公示台账, in which colour, at which stage, in which order."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import F, Q
from django.db.models.expressions import OrderBy

from inspections.status import RecordStatus
from publicity.models import Correction, Objection
from publicity.models.publication import PublicationQuerySet
from publicity.status import ChangeStatus, PublicationStatus
from yangcheng_inspect.workdays.calendar import add_workdays
from yangcheng_inspect.workdays.meter import SOON

Narrow = Callable[[PublicationQuerySet], PublicationQuerySet]


def waiting(rows: PublicationQuerySet) -> PublicationQuerySet:
    """Not before the public, and nothing holds it: what the strip, the colours and 待公示 count."""
    return rows.running().filter(held_at__isnull=True)


def held(rows: PublicationQuerySet) -> PublicationQuerySet:
    """暂缓公示: the clock runs on, but nobody can be urged."""
    return rows.running().filter(held_at__isnull=False)


def _objected(rows: PublicationQuerySet) -> PublicationQuerySet:
    return rows.filter(pk__in=Objection.objects.open().order_by().values("publication"))


def _corrected(rows: PublicationQuerySet) -> PublicationQuerySet:
    done = Correction.objects.filter(status=ChangeStatus.APPROVED).order_by()
    return rows.filter(pk__in=done.values("publication"))


def _with(status: PublicationStatus) -> Narrow:
    return lambda rows: rows.filter(status=status)


TABS: Mapping[str, tuple[str, Narrow]] = {
    "pending": ("待公示", waiting),
    "sent": ("待上传外网", PublicationQuerySet.sent),
    "published": ("已公示", PublicationQuerySet.published),
    "objection": ("异议办理中", _objected),
    "held": ("暂缓公示", held),
    "corrected": ("已更正", _corrected),
    "withdrawn": ("已撤下", _with(PublicationStatus.WITHDRAWN)),
    "ended": ("公示期满", _with(PublicationStatus.ENDED)),
    "all": ("全部", lambda rows: rows),
}
SELDOM = {"sent", "ended"}
"""Tabs that are shown only while something stands under them."""

TONES = {"red": "逾期或今天到期", "amber": f"剩 1–{SOON} 个工作日", "green": f"剩 {SOON + 1} 个工作日以上"}
URGENCIES = {**TONES, "late": "已逾期", "today": "今天到期"}
"""What a link may ask for: the three colours, and red split in two."""

STAGES = {
    "entry": ("录入", [RecordStatus.OPEN, RecordStatus.RETURNED]),
    "review": ("审核", [RecordStatus.SUBMITTED, RecordStatus.REVIEWED]),
    "approval": ("审批", [RecordStatus.CHECKED]),
}

NEWEST: list[str | OrderBy] = [F("published_at").desc(nulls_last=True), "-due_on", "-pk"]
SORTS: Mapping[str, tuple[str, list[str | OrderBy]]] = {
    "due": ("时限由近到远", ["due_on", "pk"]),
    "new": ("公示由新到旧", NEWEST),
    "ended": ("检查结束", ["ended_on", "pk"]),
    "unit": ("责任单位", ["unit__code", "due_on", "pk"]),
}


def of_tab(rows: PublicationQuerySet, tab: str, sort: str = "") -> PublicationQuerySet:
    """The rows of a tab; without a wish in its own order: what is due first, what was published last."""
    found = TABS[tab][1](rows)
    return found.order_by(*SORTS[sort or first_sort(tab)][1])


def first_sort(tab: str) -> str:
    return "due" if tab in {"pending", "sent", "held"} else "new"


def of_tone(rows: PublicationQuerySet, tone: str, today: date, special: Mapping[date, bool]) -> PublicationQuerySet:
    """The waiting rows of this urgency on that day; the colours are those of the meter."""
    soon = add_workdays(today, SOON, special)
    within = {
        "red": Q(due_on__lte=today),
        "late": Q(due_on__lt=today),
        "today": Q(due_on=today),
        "amber": Q(due_on__gt=today, due_on__lte=soon),
        "green": Q(due_on__gt=soon),
    }
    return waiting(rows).filter(within[tone])


def of_stage(rows: PublicationQuerySet, stage: str) -> PublicationQuerySet:
    return waiting(rows).filter(inspection__status__in=STAGES[stage][1])
