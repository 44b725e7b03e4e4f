"""现场检查笔录 and 检查结果告知书: what was done and said on site, in sentences, and what the business is told."""

from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from inspections.choices import AnswerChoice, Opinion, PaperKind
from inspections.models import Inspection, Visit
from inspections.papers import words
from inspections.papers.kinds import Kind, register
from inspections.papers.parts import bases, shown_officer, signature
from inspections.papers.record import times
from inspections.status import RecordStatus, VisitStatus
from yangcheng_inspect.clock import today

SAID = {
    Opinion.AGREED: "以上笔录我已看过（已向我宣读），与现场情况一致，无异议。",
    Opinion.DISPUTED: "以上笔录我已看过（已向我宣读），有以下意见：",
    Opinion.REFUSED: "被检查人拒绝签字，检查人员已当场宣读并注明情况：",
    Opinion.ABSENT: "现场无人，无法确认：",
    Opinion.NO_REPLY: "检查记录已送请确认，期限内未答复：",
}


def minutes_paper(visit: Visit) -> dict[str, Any]:
    """现场检查笔录: times, people, what was told, what was found item by item, what the business said."""
    given = visit.said
    records = list(visit.inspections.select_related("version__item").prefetch_related("answers__check_point"))
    return {
        "visit": visit,
        "team": [shown_officer(officer, visit.planned_on or today()) for officer in visit.officers.all()],
        "companions": list(visit.companions.all()),
        "told": _told(visit),
        "findings": [(record, _findings(record)) for record in records],
        "photos": _photos(records),
        "given": given,
        "said": SAID[Opinion(given.opinion)] if given else "",
        "signature": signature(given),
        **times(visit),
    }


def _told(visit: Visit) -> list[str]:
    """告知事项, each only when it was really done."""
    told = []
    if visit.officers.exists() and not visit.officers.filter(arrived_at__isnull=True).exists():
        told.append("检查人员表明身份，出示执法证件。")
    if visit.notice_served_at:
        told.append(f"{localtime(visit.notice_served_at):%H:%M} 送达行政检查通知书，说明检查事项和依据。")
    if visit.rights_read_at:
        told.append("告知权利义务：" + "".join(words.RIGHTS) + words.DUTIES)
        told.append("询问是否申请检查人员回避。")
    return told


def _findings(record: Inspection) -> list[str]:
    answers = list(record.answers.all())
    lines = [_line(answer.check_point.prompt, AnswerChoice(answer.choice), answer.finding) for answer in answers]
    return [*lines, *([record.note] if record.note else [])]


def _line(prompt: str, choice: AnswerChoice, finding: str) -> str:
    said = f"{prompt}：{choice.label}"
    return f"{said}。{finding}" if finding else f"{said}。"


def _photos(records: list[Inspection]) -> list[str]:
    """One line per picture, with the number and the beginning of the hash it is kept under."""
    rows = [row for record in records for row in record.evidence.standing() if row.stored]
    return [f"{row.get_kind_display()} {n}　校验码 {row.sha256[:16]}" for n, row in enumerate(rows, 1)]


def result_paper(visit: Visit) -> dict[str, Any]:
    """检查结果告知书: per item the approved result and what follows, and where to turn."""
    records = visit.inspections.filter(status=RecordStatus.APPROVED).select_related("version__item")
    return {
        "visit": visit,
        "records": [(record, bases(record.version)) for record in records],
        "phone": settings.CONTACT_PHONE,
        "approved_at": max((record.approved_at for record in records if record.approved_at), default=None),
    }


def _minutes_wait(visit: Visit) -> str:
    return "" if visit.status == VisitStatus.SUBMITTED else "检查还没有提交。"


def _result_waits(visit: Visit) -> str:
    open_ones = visit.inspections.exclude(status__in=[RecordStatus.APPROVED, RecordStatus.CANCELLED])
    approved = visit.inspections.filter(status=RecordStatus.APPROVED)
    return "" if approved.exists() and not open_ones.exists() else "检查记录还没有全部批准。"


MINUTES = Kind(
    PaperKind.MINUTES,
    "inspections.Visit",
    "inspections/papers/minutes.html",
    minutes_paper,
    number=lambda visit: visit.number,
    visit=lambda visit: visit,
    waits=_minutes_wait,
)
RESULT = Kind(
    PaperKind.RESULT,
    "inspections.Visit",
    "inspections/papers/result.html",
    result_paper,
    word="告",
    number=lambda visit: visit.number,
    unit=lambda visit: visit.unit,
    visit=lambda visit: visit,
    waits=_result_waits,
    served=True,
)
register(MINUTES)
register(RESULT)
