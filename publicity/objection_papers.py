"""异议办理通知书, 公示异议答复书, and the blank 异议申请表 for the counter (方案四(二))."""

from typing import Any

from django.conf import settings

from inspections.choices import PaperKind
from inspections.papers.kinds import LONG, Kind, register
from inspections.papers.parts import Box, boxes
from publicity.models import Objection
from publicity.objection_status import ObjectionStatus
from publicity.public_site.letter_words import WRONG_MEANINGS, Capacity, Wrong
from yangcheng_inspect import parameters, pdf
from yangcheng_inspect.clock import today

NOT_DECIDED = "还没有决定是否受理。"
NOT_ANSWERED = "异议结论还没有批准。"


def notice_paper(objection: Objection) -> dict[str, Any]:
    """受理、补正 or 不予受理, as it stands; who has withdrawn gets none."""
    return {
        "objection": objection,
        "visit": objection.publication.inspection.visit,
        "publication": objection.publication,
        "accepted": objection.accepted_at,
        "supplement": objection.status == ObjectionStatus.SUPPLEMENT,
        "on": objection.accepted_at or objection.supplement_asked_at or today(),
        "phone": settings.CONTACT_PHONE,
    }


def reply_paper(objection: Objection) -> dict[str, Any]:
    """What was objected, what was found, the outcome and why."""
    return {
        "objection": objection,
        "visit": objection.publication.inspection.visit,
        "publication": objection.publication,
        "outcomes": boxes(Objection.Outcome.choices, objection.outcome),
        "phone": settings.CONTACT_PHONE,
    }


def _notice_waits(objection: Objection) -> str:
    said = objection.accepted_at or objection.refused_reason or objection.status == ObjectionStatus.SUPPLEMENT
    return "" if said else NOT_DECIDED


NOTICE = Kind(
    PaperKind.OBJ_NOTICE,
    "publicity.Objection",
    "publicity/papers/objection_notice.html",
    notice_paper,
    number=lambda row: row.number,
    waits=_notice_waits,
)
# Of no visit: the papers of a check are read by its team, and who objected is not for the team to know.
REPLY = Kind(
    PaperKind.OBJ_REPLY,
    "publicity.Objection",
    "publicity/papers/objection_reply.html",
    reply_paper,
    word="异议",
    number=lambda row: row.number,
    waits=lambda row: "" if row.approved_at else NOT_ANSWERED,
    served=True,
    retention=LONG,
)
for _kind in (NOTICE, REPLY):
    register(_kind)


def blank_form() -> bytes:
    """异议申请表 with nothing on it, as a PDF."""
    context = {
        "issuer": settings.ISSUER,
        "phone": settings.CONTACT_PHONE,
        "paper_title": "检查结果公示异议申请表",
        "grounds": [(Box(False, str(one.label)), WRONG_MEANINGS[one]) for one in Wrong],
        "capacities": boxes(Capacity.choices, ""),
        "accept_days": parameters.number("objection_accept_days"),
        "answer_days": parameters.number("objection_answer_days"),
        "foot": {"words": "空白表"},
    }
    return pdf.render("publicity/papers/objection_form.html", context)
