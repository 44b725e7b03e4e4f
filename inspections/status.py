"""The life of everything in this app on one page: which words exist, and what may follow what.

Nothing else in the app decides on a status; `services/moves.py` is the only code that assigns one.
"""

from collections.abc import Collection, Mapping

from django.db.models import TextChoices

from inspections.follow_up_status import FOLLOW_UP_MOVES


class PlanStatus(TextChoices):
    DRAFT = "DRAFT", "草稿"
    PENDING = "PENDING", "待审批"
    APPROVED = "APPROVED", "已批准"
    CLOSED = "CLOSED", "已完成"


class TaskStatus(TextChoices):
    PROPOSED = "PROPOSED", "待批准"
    READY = "READY", "待封存"
    FROZEN = "FROZEN", "已封存"
    DRAWN = "DRAWN", "已抽取"
    INSPECTING = "INSPECTING", "检查中"
    DONE = "DONE", "已办结"
    CANCELLED = "CANCELLED", "已取消"


class SessionStatus(TextChoices):
    OPEN = "OPEN", "准备中"
    PROPOSED = "PROPOSED", "待第二人确认封存"
    FROZEN = "FROZEN", "已封存，待抽取"
    DRAWN = "DRAWN", "已抽取"
    CANCELLED = "CANCELLED", "已取消"


class DrawStatus(TextChoices):
    FROZEN = "FROZEN", "已封存"
    COMPUTED = "COMPUTED", "已抽取"
    OPENED = "OPENED", "已公开"
    VOID = "VOID", "已作废"


class VoidStatus(TextChoices):
    """The life of an application to void a draw."""

    PENDING = "PENDING", "待决定"
    APPROVED = "APPROVED", "已作废"
    DECLINED = "DECLINED", "未同意"


class ExcuseStatus(TextChoices):
    """The life of an officer's application to be replaced."""

    PENDING = "PENDING", "待决定"
    APPROVED = "APPROVED", "已换人"
    DECLINED = "DECLINED", "未同意"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class CorrectionStatus(TextChoices):
    """The life of a corrected public number."""

    PENDING = "PENDING", "待另一人确认"
    DONE = "DONE", "已更正"
    DECLINED = "DECLINED", "未更正"


class ApprovalStatus(TextChoices):
    DRAFT = "DRAFT", "待报批"
    PENDING_HEAD = "PENDING_HEAD", "待所队长审核"
    PENDING_LEADER = "PENDING_LEADER", "待分管局领导审批"
    APPROVED = "APPROVED", "已批准"
    RETURNED = "RETURNED", "已退回"
    CANCELLED = "CANCELLED", "已取消"


class VisitStatus(TextChoices):
    PENDING = "PENDING", "待批准"
    READY = "READY", "待检查"
    ONSITE = "ONSITE", "检查中"
    SUBMITTED = "SUBMITTED", "已提交"
    CANCELLED = "CANCELLED", "已取消"
    VOIDED = "VOIDED", "已作废"


class RecordStatus(TextChoices):
    OPEN = "OPEN", "待填写"
    SUBMITTED = "SUBMITTED", "待所队长审核"
    REVIEWED = "REVIEWED", "待双随机办审核"
    CHECKED = "CHECKED", "待分管局领导审批"
    APPROVED = "APPROVED", "已批准公示"
    RETURNED = "RETURNED", "退回补正"
    CANCELLED = "CANCELLED", "已取消"
    VOIDED = "VOIDED", "已作废"


class CapStatus(TextChoices):
    """The life of a 频次例外."""

    PENDING = "PENDING", "待审批"
    APPROVED = "APPROVED", "已批准"
    DECLINED = "DECLINED", "未批准"
    WITHDRAWN = "WITHDRAWN", "已撤回"


P, T, S, D = PlanStatus, TaskStatus, SessionStatus, DrawStatus
A, V, R = ApprovalStatus, VisitStatus, RecordStatus

# Keyed by enum first: members of two enums with the same value would be one dictionary key.
MOVES: dict[type[TextChoices], Mapping[str, Collection[str]]] = {
    PlanStatus: {
        P.DRAFT: [P.PENDING],
        P.PENDING: [P.APPROVED, P.DRAFT],
        # Back: the office adjusts it for a stated reason, and it is approved anew.
        P.APPROVED: [P.CLOSED, P.DRAFT],
        P.CLOSED: [],
    },
    TaskStatus: {
        T.PROPOSED: [T.READY, T.CANCELLED],
        # Back for approval: a draw of the same scope was voided after its numbers were known.
        T.READY: [T.FROZEN, T.CANCELLED, T.PROPOSED],
        # A void before any public number is known lets the same task be frozen anew (decisions, Draw 5).
        T.FROZEN: [T.DRAWN, T.READY, T.CANCELLED],
        T.DRAWN: [T.INSPECTING, T.CANCELLED],
        T.INSPECTING: [T.DONE, T.CANCELLED],
        # Open again: a published record of it was withdrawn and voided, and its firm is visited anew.
        T.DONE: [T.INSPECTING],
        T.CANCELLED: [],
    },
    SessionStatus: {
        S.OPEN: [S.PROPOSED, S.CANCELLED],
        S.PROPOSED: [S.FROZEN, S.OPEN],
        S.FROZEN: [S.DRAWN, S.CANCELLED],
        S.DRAWN: [],
        S.CANCELLED: [],
    },
    DrawStatus: {
        D.FROZEN: [D.COMPUTED, D.VOID],
        D.COMPUTED: [D.OPENED, D.VOID],
        D.OPENED: [],
        D.VOID: [],
    },
    ApprovalStatus: {
        # Cancelled: the draw behind it was voided, or computed anew from a corrected number.
        A.DRAFT: [A.PENDING_HEAD, A.CANCELLED],
        A.PENDING_HEAD: [A.PENDING_LEADER, A.RETURNED, A.CANCELLED],
        A.PENDING_LEADER: [A.APPROVED, A.RETURNED, A.CANCELLED],
        A.RETURNED: [A.PENDING_HEAD, A.CANCELLED],
        A.APPROVED: [A.CANCELLED],
        A.CANCELLED: [],
    },
    VisitStatus: {
        V.PENDING: [V.READY, V.CANCELLED],
        V.READY: [V.ONSITE, V.CANCELLED],
        # Back: nobody was there, or the team left before the end; it comes again another day.
        # Voided: handed in, perhaps returned since, and then found to be about the wrong firm.
        V.ONSITE: [V.SUBMITTED, V.READY, V.CANCELLED, V.VOIDED],
        V.SUBMITTED: [V.ONSITE, V.VOIDED],
        V.CANCELLED: [],
        V.VOIDED: [],
    },
    RecordStatus: {
        R.OPEN: [R.SUBMITTED, R.CANCELLED],
        R.SUBMITTED: [R.REVIEWED, R.RETURNED, R.VOIDED],
        R.REVIEWED: [R.CHECKED, R.RETURNED, R.VOIDED],
        R.CHECKED: [R.APPROVED, R.RETURNED, R.VOIDED],
        R.RETURNED: [R.SUBMITTED, R.VOIDED],
        R.APPROVED: [R.VOIDED],
        R.CANCELLED: [],
        R.VOIDED: [],
    },
    VoidStatus: {
        VoidStatus.PENDING: [VoidStatus.APPROVED, VoidStatus.DECLINED],
        VoidStatus.APPROVED: [],
        VoidStatus.DECLINED: [],
    },
    ExcuseStatus: {
        ExcuseStatus.PENDING: [ExcuseStatus.APPROVED, ExcuseStatus.DECLINED, ExcuseStatus.WITHDRAWN],
        ExcuseStatus.APPROVED: [],
        ExcuseStatus.DECLINED: [],
        ExcuseStatus.WITHDRAWN: [],
    },
    CorrectionStatus: {
        CorrectionStatus.PENDING: [CorrectionStatus.DONE, CorrectionStatus.DECLINED],
        CorrectionStatus.DONE: [],
        CorrectionStatus.DECLINED: [],
    },
    CapStatus: {
        CapStatus.PENDING: [CapStatus.APPROVED, CapStatus.DECLINED, CapStatus.WITHDRAWN],
        CapStatus.APPROVED: [],
        CapStatus.DECLINED: [],
        CapStatus.WITHDRAWN: [],
    },
    **FOLLOW_UP_MOVES,
}


CALLED_OFF = [VisitStatus.CANCELLED, VisitStatus.VOIDED]
"""Visits that count for nothing: never made, or made at the wrong firm."""
FINISHED = [RecordStatus.APPROVED, RecordStatus.CANCELLED, RecordStatus.VOIDED]
"""Records with which nothing more happens."""


def may_follow(now: str, to: TextChoices) -> bool:
    """Whether `to` may come directly after `now`, a value of the same enum."""
    return to in MOVES[type(to)][now]
