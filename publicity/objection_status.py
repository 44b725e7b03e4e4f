"""The life of what the public sends in, on one page: 异议, 企业说明, 来件. Part of `status.MOVES`."""

from collections.abc import Collection, Mapping

from django.db.models import TextChoices


class ObjectionStatus(TextChoices):
    RECEIVED = "RECEIVED", "已收到"
    SUPPLEMENT = "SUPPLEMENT", "需补正"
    CHECKING = "CHECKING", "核查中"
    UPHELD = "UPHELD", "维持"
    CORRECTED = "CORRECTED", "更正"
    REVOKED = "REVOKED", "撤销"
    REFUSED = "REFUSED", "不予受理"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class StatementStatus(TextChoices):
    WAITING = "WAITING", "待核"
    SHOWN = "SHOWN", "已公开"
    REFUSED = "REFUSED", "不予公开"
    REPLACED = "REPLACED", "已换成新的说明"
    WITHDRAWN = "WITHDRAWN", "企业已撤回"


class LetterStatus(TextChoices):
    WAITING = "WAITING", "待核对"
    FILED = "FILED", "已登记"
    SET_ASIDE = "SET_ASIDE", "不作处理"


Ob, St, Le = ObjectionStatus, StatementStatus, LetterStatus

OPEN = [Ob.RECEIVED, Ob.SUPPLEMENT, Ob.CHECKING]
DECIDED = [Ob.UPHELD, Ob.CORRECTED, Ob.REVOKED]

OBJECTION_MOVES: dict[type[TextChoices], Mapping[str, Collection[str]]] = {
    ObjectionStatus: {
        Ob.RECEIVED: [Ob.SUPPLEMENT, Ob.CHECKING, Ob.REFUSED, Ob.WITHDRAWN],
        # Supplemented, or not by the day that was set.
        Ob.SUPPLEMENT: [Ob.RECEIVED, Ob.REFUSED, Ob.WITHDRAWN],
        Ob.CHECKING: [Ob.UPHELD, Ob.CORRECTED, Ob.REVOKED, Ob.WITHDRAWN],
        Ob.UPHELD: [],
        Ob.CORRECTED: [],
        Ob.REVOKED: [],
        Ob.REFUSED: [],
        Ob.WITHDRAWN: [],
    },
    StatementStatus: {
        St.WAITING: [St.SHOWN, St.REFUSED, St.WITHDRAWN],
        # A later one takes its place; the old one is kept.
        St.SHOWN: [St.REPLACED, St.WITHDRAWN],
        St.REFUSED: [],
        St.REPLACED: [],
        St.WITHDRAWN: [],
    },
    LetterStatus: {
        Le.WAITING: [Le.FILED, Le.SET_ASIDE],
        # Nothing is lost: what was set aside by mistake is taken up again.
        Le.SET_ASIDE: [Le.WAITING],
        Le.FILED: [],
    },
}
