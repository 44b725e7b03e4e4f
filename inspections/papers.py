"""What stands on a printed paper: values for the templates, filled from data only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max, Min
from django.utils.timezone import localtime

from inspections.choices import AnswerChoice, Method, Opinion, Result
from inspections.content import content_hash
from inspections.models import Confirmation, Inspection, Visit, VisitApproval, VisitOfficer
from inspections.status import VisitStatus
from registry.models import ItemVersion, LegalBasis
from yangcheng_inspect.clock import today

MARGIN = 30


@dataclass(frozen=True)
class Box:
    """A tick box with its word."""

    ticked: bool
    word: str

    @property
    def mark(self) -> str:
        return "☑" if self.ticked else "☐"


@dataclass(frozen=True)
class Row:
    """One check-point of the form."""

    order: int
    prompt: str
    boxes: list[Box]
    finding: str


@dataclass(frozen=True)
class Signature:
    """Strokes as the path of an SVG, with the box they lie in."""

    view_box: str
    path: str


def boxes(choices: list[tuple[str, str]], chosen: str) -> list[Box]:
    return [Box(value == chosen, str(word)) for value, word in choices]


def signature(given: Confirmation | None) -> Signature | None:
    if given is None or not given.strokes:
        return None
    points = [point for stroke in given.strokes for point in stroke]
    left, top = (min(point[axis] for point in points) - MARGIN for axis in (0, 1))
    right, bottom = (max(point[axis] for point in points) + MARGIN for axis in (0, 1))
    path = " ".join("M" + " L".join(f"{x} {y}" for x, y in stroke) for stroke in given.strokes)
    return Signature(f"{left} {top} {right - left} {bottom - top}", path)


def grouped(digest: str) -> str:
    """The first sixteen characters in groups of four, as people read them to one another."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


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
        "issuer": settings.ISSUER,
        "inspection": inspection,
        "visit": visit,
        "version": inspection.version,
        "rows": rows,
        "methods": boxes(Method.choices, visit.method),
        "shown": _shown(visit),
        "results": boxes(Result.choices, inspection.result),
        "handlings": [Box(name in inspection.handlings, name) for name in inspection.version.handlings],
        "opinions": boxes(Opinion.choices, given.opinion if given else ""),
        "given": given,
        "signature": signature(given),
        "draft": visit.status != VisitStatus.SUBMITTED,
        "code": grouped(content_hash(visit)),
        **_times(visit),
    }


def _shown(visit: Visit) -> list[Box]:
    arrived = visit.officers.exists() and not visit.officers.filter(arrived_at__isnull=True).exists()
    return [
        Box(arrived, "出示执法证"),
        Box(visit.notice_served_at is not None, "送达通知书"),
        Box(visit.rights_read_at is not None, "告知权利"),
    ]


def _times(visit: Visit) -> dict[str, Any]:
    """First arrival and last signature; the day of the latter only when it is another one."""
    seen: dict[str, Any] = visit.officers.aggregate(began=Min("arrived_at"), ended=Max("signed_at"))
    began, ended = seen["began"], seen["ended"]
    if began is None or ended is None or ended < began:
        return {"began": began, "ended": None, "ended_on": None}
    another = localtime(ended).date() != localtime(began).date()
    return seen | {"ended_on": ended if another else None}


def blank_paper(version: ItemVersion) -> dict[str, Any]:
    """The same form with nothing on it, to be filled in by hand: paper ranks equal."""
    rows = [Row(point.order, point.prompt, boxes(AnswerChoice.choices, ""), "") for point in version.check_points.all()]
    return {
        "issuer": settings.ISSUER,
        "version": version,
        "rows": rows,
        "methods": boxes(Method.choices, ""),
        "shown": [Box(False, word) for word in ("出示执法证", "送达通知书", "告知权利")],
        "results": boxes(Result.choices, ""),
        "handlings": [Box(False, name) for name in version.handlings],
        "opinions": boxes(Opinion.choices, ""),
        **dict.fromkeys(("inspection", "visit", "given", "signature", "began", "ended", "ended_on"), None),
        "draft": False,
        "code": "",
    }


def notice_paper(visit: Visit) -> dict[str, Any]:
    """行政检查通知书: items and articles, days, officers with certificates, how often this year, rights."""
    versions = [inspection.version for inspection in visit.inspections.all()]
    return {
        "issuer": settings.ISSUER,
        "visit": visit,
        "items": [(version, _bases(version)) for version in versions],
        "documents": _documents(versions),
        "team": [_shown_officer(officer, visit.planned_on or today()) for officer in visit.officers.all()],
        "draft": visit.status == VisitStatus.PENDING,
    }


def _shown_officer(officer: VisitOfficer, day: date) -> dict[str, str]:
    """Number and unit as shown on site; before that, the certificate that is valid on the day of the visit."""
    card = None if officer.arrived_at else officer.inspector.certificate_on(day)
    number = card.number if card else officer.certificate
    return {"name": officer.inspector.name, "unit": officer.unit, "certificate": number}


def _bases(version: ItemVersion) -> list[LegalBasis]:
    """Articles that give the power and those that oblige; a joint item shows its own only."""
    return list(version.bases.filter(kind__in=[LegalBasis.Kind.POWER, LegalBasis.Kind.DUTY]))


def _documents(versions: list[ItemVersion]) -> list[str]:
    asked = [point.documents for version in versions for point in version.check_points.all() if point.documents]
    return list(dict.fromkeys(asked))


def approval_paper(approval: VisitApproval) -> dict[str, Any]:
    """行政检查审批表 with firms and officers as annex."""
    visits = list(approval.visits.for_page().order_by("pk"))
    versions = {i.version_id: i.version for visit in visits for i in visit.inspections.all()}
    return {
        "issuer": settings.ISSUER,
        "approval": approval,
        "visits": visits,
        "items": [(version, _bases(version)) for version in versions.values()],
        "first": visits[0] if visits else None,
        "draft": approval.status != "APPROVED",
    }
