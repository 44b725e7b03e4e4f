"""检查记录表: the record as it stands, and the same form empty, to be filled in by hand."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min
from django.utils.timezone import localtime

from inspections.choices import AT_DOOR, AnswerChoice, Method, Opinion, PaperKind, Result
from inspections.models import Inspection, Visit
from inspections.papers.kinds import Kind, register
from inspections.papers.parts import Box, boxes, signature
from inspections.papers.plates import plates
from inspections.services.seals import sealed_code
from inspections.status import VisitStatus, VoidStatus
from registry.models import ItemVersion
from yangcheng_inspect.trail import receipts


@dataclass(frozen=True)
class Row:
    """One check-point of the form."""

    order: int
    prompt: str
    boxes: list[Box]
    finding: str


def record_paper(inspection: Inspection) -> dict[str, Any]:
    """检查记录表 of a record as it stands; a draft until the visit is handed in."""
    visit = inspection.visit
    given = visit.said
    answers = {answer.check_point_id: answer for answer in inspection.answers.all()}
    rows = [
        Row(
            point.order,
            point.prompt,
            boxes(AnswerChoice.choices, answers[point.pk].choice if point.pk in answers else ""),
            answers[point.pk].finding if point.pk in answers else "",
        )
        for point in inspection.version.check_points.all()
    ]
    return {
        "inspection": inspection,
        "visit": visit,
        "version": inspection.version,
        "rows": rows,
        "methods": boxes(Method.choices, visit.method),
        "shown": _shown(visit),
        "results": boxes(Result.choices, inspection.result),
        "handlings": [Box(name in inspection.handlings, name) for name in inspection.version.handlings],
        "opinions": boxes(Opinion.choices if visit.at_desk else AT_DOOR, given.opinion if given else ""),
        "given": given,
        "signature": signature(given),
        "receipt": receipts.of(inspection),
        "addenda": list(inspection.addenda.select_related("added_by").order_by("no")),
        "void": inspection.visit.voids.filter(status=VoidStatus.APPROVED).first(),
        "plates": plates(inspection),
        **times(visit),
    }


def _shown(visit: Visit) -> list[Box]:
    arrived = visit.officers.exists() and not visit.officers.filter(arrived_at__isnull=True).exists()
    return [
        Box(arrived, "出示执法证"),
        Box(visit.notice_served_at is not None, "送达通知书"),
        Box(visit.rights_read_at is not None, "告知权利"),
    ]


def times(visit: Visit) -> dict[str, Any]:
    """First arrival and last signature; the day of the latter only when it is another one."""
    seen: dict[str, Any] = visit.officers.aggregate(began=Min("arrived_at"), ended=Max("signed_at"))
    if entry := getattr(visit, "paper", None):
        seen["ended"] = entry.ended_at  # officers' logins came later than the check that was done on paper
    began, ended = seen["began"], seen["ended"]
    if began is None or ended is None or ended < began:
        return {"began": began, "ended": None, "ended_on": None}
    another = localtime(ended).date() != localtime(began).date()
    return seen | {"ended_on": ended if another else None}


def blank_paper(version: ItemVersion) -> dict[str, Any]:
    """The same form with nothing on it, to be filled in by hand: paper ranks equal."""
    rows = [Row(point.order, point.prompt, boxes(AnswerChoice.choices, ""), "") for point in version.check_points.all()]
    return {
        "version": version,
        "rows": rows,
        "methods": boxes(Method.choices, ""),
        "shown": [Box(False, word) for word in ("出示执法证", "送达通知书", "告知权利")],
        "results": boxes(Result.choices, ""),
        "handlings": [Box(False, name) for name in version.handlings],
        "opinions": boxes(AT_DOOR, ""),
        "addenda": [],
        "plates": [],
        **dict.fromkeys(
            ("inspection", "visit", "given", "signature", "receipt", "began", "ended", "ended_on", "void"), None
        ),
    }


def _waits(inspection: Inspection) -> str:
    done = [VisitStatus.SUBMITTED, VisitStatus.VOIDED]
    return "" if inspection.visit.status in done else "检查还没有提交。"


RECORD = Kind(
    PaperKind.RECORD,
    "inspections.Inspection",
    "inspections/papers/record.html",
    record_paper,
    number=lambda inspection: inspection.visit.number,
    visit=lambda inspection: inspection.visit,
    waits=_waits,
    code_of=sealed_code,
)
register(RECORD)
