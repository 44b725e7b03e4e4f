"""Words, colours and shapes of results and statuses on internal pages. Red is never for “done”."""

from dataclasses import dataclass

from django.db.models import Model, TextChoices

from inspections.choices import AnswerChoice, Opinion, Result
from inspections.follow_up_status import CaseStatus, DisputeStatus, RectificationStatus, ReferralStatus
from inspections.status import (
    ApprovalStatus,
    CapStatus,
    DrawStatus,
    PlanStatus,
    RecordStatus,
    SessionStatus,
    TaskStatus,
    VisitStatus,
)
from registry.status import ProposalStatus


@dataclass(frozen=True)
class Tag:
    """What the partial `_tag.html` draws."""

    colour: str
    icon: str
    word: str


UNFILLED = Tag("outline", "circle", "未填")

RESULTS: dict[str, Tag] = {
    Result.NONE: Tag("green", "check-circle", "未发现问题"),
    Result.FIXED: Tag("green", "check2-all", "发现问题已改正"),
    Result.ORDERED: Tag("amber", "wrench-adjustable", "责令改正中"),
    Result.CASE: Tag("red", "folder", "立案处理"),
    Result.REFERRED: Tag("violet", "box-arrow-up-right", "移送有关部门"),
    Result.NO_ACTIVITY: Tag("grey", "slash-circle", "未开展相关经营"),
    Result.UNREACHABLE: Tag("grey", "question-circle", "无法联系"),
    Result.CLOSED: Tag("grey", "door-closed", "已关闭停业"),
    Result.GONE: Tag("grey", "x-circle", "注销、吊销、迁出"),
    Result.OBSTRUCTED: Tag("red", "hand-index", "不配合检查"),
}

ANSWERS: dict[str, Tag] = {
    AnswerChoice.YES: Tag("green", "check-lg", "符合"),
    AnswerChoice.NO: Tag("red", "x-lg", "不符合"),
    AnswerChoice.NA: Tag("grey", "dash-lg", "不适用"),
}

OPINIONS: dict[str, Tag] = {
    Opinion.AGREED: Tag("green", "check-circle", "无异议"),
    Opinion.DISPUTED: Tag("violet", "chat-left-text", "有异议"),
    Opinion.REFUSED: Tag("amber", "pencil", "拒绝签字"),
    Opinion.ABSENT: Tag("grey", "door-closed", "现场无人"),
    Opinion.NO_REPLY: Tag("grey", "envelope", "限期内未答复"),
}

# Status, colour, icon; the word is the label of the status itself. Not a dictionary: equal values would be one key.
STATUSES: tuple[tuple[TextChoices, str, str], ...] = (
    (PlanStatus.DRAFT, "outline", "pencil"),
    (PlanStatus.PENDING, "amber", "hourglass-split"),
    (PlanStatus.APPROVED, "green", "check-circle"),
    (PlanStatus.CLOSED, "grey", "archive"),
    (TaskStatus.READY, "outline", "circle"),
    (TaskStatus.FROZEN, "blue", "lock"),
    (TaskStatus.DRAWN, "blue", "shuffle"),
    (TaskStatus.INSPECTING, "blue", "clipboard2-check"),
    (TaskStatus.DONE, "green", "check-circle"),
    (TaskStatus.CANCELLED, "grey", "slash-circle"),
    (SessionStatus.OPEN, "outline", "circle"),
    (SessionStatus.PROPOSED, "amber", "hourglass-split"),
    (SessionStatus.FROZEN, "blue", "lock"),
    (SessionStatus.DRAWN, "green", "check-circle"),
    (SessionStatus.CANCELLED, "grey", "slash-circle"),
    (DrawStatus.FROZEN, "blue", "lock"),
    (DrawStatus.COMPUTED, "green", "check-circle"),
    (DrawStatus.OPENED, "green", "unlock"),
    (DrawStatus.VOID, "grey", "slash-circle"),
    (ApprovalStatus.DRAFT, "outline", "pencil"),
    (ApprovalStatus.PENDING_HEAD, "amber", "hourglass-split"),
    (ApprovalStatus.PENDING_LEADER, "amber", "hourglass-split"),
    (ApprovalStatus.APPROVED, "green", "check-circle"),
    (ApprovalStatus.RETURNED, "amber", "arrow-return-left"),
    (VisitStatus.PENDING, "outline", "hourglass-split"),
    (VisitStatus.READY, "blue", "geo-alt"),
    (VisitStatus.ONSITE, "blue", "clipboard2-check"),
    (VisitStatus.SUBMITTED, "grey", "check-circle"),
    (VisitStatus.CANCELLED, "grey", "slash-circle"),
    (VisitStatus.VOIDED, "grey", "slash-circle"),
    (RecordStatus.OPEN, "outline", "pencil"),
    (RecordStatus.SUBMITTED, "blue", "hourglass-split"),
    (RecordStatus.REVIEWED, "blue", "hourglass-split"),
    (RecordStatus.CHECKED, "blue", "hourglass-split"),
    (RecordStatus.APPROVED, "green", "check-circle"),
    (RecordStatus.RETURNED, "amber", "arrow-return-left"),
    (RecordStatus.CANCELLED, "grey", "slash-circle"),
    (RecordStatus.VOIDED, "grey", "slash-circle"),
    (RectificationStatus.OPEN, "amber", "wrench-adjustable"),
    (RectificationStatus.PROVED, "blue", "search"),
    (RectificationStatus.SIGNING, "blue", "pen"),
    (RectificationStatus.JUDGED, "amber", "hourglass-split"),
    (RectificationStatus.FIXED, "green", "check2-all"),
    (RectificationStatus.UNFIXED, "red", "exclamation-octagon"),
    (RectificationStatus.FILED, "red", "folder"),
    (RectificationStatus.VOIDED, "grey", "slash-circle"),
    (CaseStatus.HANDED, "amber", "hourglass-split"),
    (CaseStatus.FILED, "red", "folder"),
    (CaseStatus.DECLINED, "grey", "x-circle"),
    (CaseStatus.CLOSED, "green", "check-circle"),
    (ReferralStatus.PENDING_HEAD, "amber", "hourglass-split"),
    (ReferralStatus.PENDING_LEADER, "amber", "hourglass-split"),
    (ReferralStatus.RETURNED, "amber", "arrow-return-left"),
    (ReferralStatus.ISSUED, "violet", "box-arrow-up-right"),
    (ReferralStatus.RECEIVED, "violet", "envelope-check"),
    (ReferralStatus.REPLIED, "green", "check-circle"),
    (ReferralStatus.VOIDED, "grey", "slash-circle"),
    (DisputeStatus.OPEN, "violet", "chat-left-text"),
    (DisputeStatus.TAKEN, "blue", "ear"),
    (DisputeStatus.ANSWERED, "green", "check-circle"),
    (DisputeStatus.WITHDRAWN, "grey", "slash-circle"),
    (CapStatus.PENDING, "amber", "hourglass-split"),
    (CapStatus.APPROVED, "green", "check-circle"),
    (CapStatus.DECLINED, "grey", "x-circle"),
    (CapStatus.WITHDRAWN, "grey", "slash-circle"),
    (ProposalStatus.PENDING, "amber", "hourglass-split"),
    (ProposalStatus.ACCEPTED, "green", "check-circle"),
    (ProposalStatus.DECLINED, "grey", "x-circle"),
    (ProposalStatus.WITHDRAWN, "grey", "slash-circle"),
)
_LOOKS = {(type(status), status.value): (colour, icon) for status, colour, icon in STATUSES}
ENUMS: dict[str, type[TextChoices]] = {
    "Plan": PlanStatus,
    "Task": TaskStatus,
    "DrawSession": SessionStatus,
    "Draw": DrawStatus,
    "VisitApproval": ApprovalStatus,
    "Visit": VisitStatus,
    "Inspection": RecordStatus,
    "CapException": CapStatus,
    "CaseFiling": CaseStatus,
    "Dispute": DisputeStatus,
    "Rectification": RectificationStatus,
    "Referral": ReferralStatus,
    "EntityProposal": ProposalStatus,
}


def status_tag(row: Model) -> Tag:
    """The tag of a plan, task, session, draw, approval form, visit or record as it stands."""
    status = ENUMS[type(row).__name__](getattr(row, "status"))  # noqa: B009 - models share the column
    colour, icon = _LOOKS[type(status), status.value]
    return Tag(colour, icon, str(status.label))


def result_tag(result: str) -> Tag:
    return RESULTS.get(result, UNFILLED)


def answer_tag(choice: str) -> Tag:
    return ANSWERS.get(choice, Tag("outline", "circle", "未查"))
