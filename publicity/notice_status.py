"""The life of a notice's version on one page: 双随机办 drafts, 分管局领导 approves and thereby publishes."""

from collections.abc import Collection, Mapping

from django.db.models import TextChoices


class NoticeKind(TextChoices):
    ANNOUNCEMENT = "公告", "公告"
    EXPLANATION = "解读", "解读"
    ANSWERS = "问答", "问答"
    RULES = "制度", "制度"


class NoticeStatus(TextChoices):
    DRAFT = "DRAFT", "草稿"
    PENDING = "PENDING", "待分管局领导审批"
    PUBLISHED = "PUBLISHED", "已公布"
    SUPERSEDED = "SUPERSEDED", "已由新版本替代"
    WITHDRAWN = "WITHDRAWN", "已撤下"
    DISCARDED = "DISCARDED", "已作废"


N = NoticeStatus
NOTICE_MOVES: Mapping[type[TextChoices], Mapping[str, Collection[str]]] = {
    NoticeStatus: {
        N.DRAFT: [N.PENDING, N.DISCARDED],
        # An approved proposal to take the notice down is WITHDRAWN itself: it is the reason that stays readable.
        N.PENDING: [N.PUBLISHED, N.WITHDRAWN, N.DRAFT],
        N.PUBLISHED: [N.SUPERSEDED, N.WITHDRAWN],
        N.SUPERSEDED: [],
        N.WITHDRAWN: [],
        N.DISCARDED: [],
    }
}
