"""The life of what follows a check, on one page: 责令改正, 延期, 立案, 移送, 陈述申辩. Part of `status.MOVES`."""

from collections.abc import Collection, Mapping

from django.db.models import TextChoices


class RectificationStatus(TextChoices):
    OPEN = "OPEN", "整改中"
    PROVED = "PROVED", "待复查"
    SIGNING = "SIGNING", "待另一人签名"
    JUDGED = "JUDGED", "待所队长核准"
    FIXED = "FIXED", "已改正"
    UNFIXED = "UNFIXED", "逾期未改正"
    FILED = "FILED", "未改正，已移交立案"
    VOIDED = "VOIDED", "随记录作废"


class ExtensionStatus(TextChoices):
    PENDING = "PENDING", "待所队长决定"
    APPROVED = "APPROVED", "已延期"
    DECLINED = "DECLINED", "未同意"


class CaseStatus(TextChoices):
    HANDED = "HANDED", "待立案审查"
    FILED = "FILED", "已立案"
    DECLINED = "DECLINED", "不予立案"
    CLOSED = "CLOSED", "已办结"


class ReferralStatus(TextChoices):
    PENDING_HEAD = "PENDING_HEAD", "待所队长审核"
    PENDING_LEADER = "PENDING_LEADER", "待分管局领导审批"
    RETURNED = "RETURNED", "已退回"
    ISSUED = "ISSUED", "已移送，待回执"
    RECEIVED = "RECEIVED", "已回执，待回复"
    REPLIED = "REPLIED", "已回复"
    VOIDED = "VOIDED", "随记录作废"


class DisputeStatus(TextChoices):
    OPEN = "OPEN", "待受理"
    TAKEN = "TAKEN", "核查中"
    ANSWERED = "ANSWERED", "已答复"
    WITHDRAWN = "WITHDRAWN", "已撤回"


R, E, C, F, D = RectificationStatus, ExtensionStatus, CaseStatus, ReferralStatus, DisputeStatus

FOLLOW_UP_MOVES: dict[type[TextChoices], Mapping[str, Collection[str]]] = {
    RectificationStatus: {
        # A second proof may come in after a first one that did not convince. Voided: the order went to the wrong firm.
        R.OPEN: [R.PROVED, R.SIGNING, R.VOIDED],
        R.PROVED: [R.PROVED, R.SIGNING, R.VOIDED],
        R.SIGNING: [R.JUDGED, R.VOIDED],
        # Sent back to the officers, or the end.
        R.JUDGED: [R.FIXED, R.UNFIXED, R.PROVED, R.VOIDED],
        R.FIXED: [],
        R.UNFIXED: [R.FILED, R.VOIDED],
        R.FILED: [],
        R.VOIDED: [],
    },
    ExtensionStatus: {E.PENDING: [E.APPROVED, E.DECLINED], E.APPROVED: [], E.DECLINED: []},
    CaseStatus: {C.HANDED: [C.FILED, C.DECLINED], C.FILED: [C.CLOSED], C.DECLINED: [], C.CLOSED: []},
    ReferralStatus: {
        F.PENDING_HEAD: [F.PENDING_LEADER, F.RETURNED, F.VOIDED],
        F.PENDING_LEADER: [F.ISSUED, F.RETURNED, F.VOIDED],
        F.RETURNED: [F.PENDING_HEAD, F.VOIDED],
        # A reply may come without a receipt before it.
        F.ISSUED: [F.RECEIVED, F.REPLIED],
        F.RECEIVED: [F.REPLIED],
        F.REPLIED: [],
        F.VOIDED: [],
    },
    DisputeStatus: {
        D.OPEN: [D.TAKEN, D.WITHDRAWN],
        D.TAKEN: [D.ANSWERED, D.WITHDRAWN],
        D.ANSWERED: [],
        D.WITHDRAWN: [],
    },
}
