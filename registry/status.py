"""What may follow what: item versions, risk matrices and imports."""

from django.db.models import TextChoices


class VersionStatus(TextChoices):
    """The life of an item's version."""

    DRAFT = "DRAFT", "草稿"
    PENDING = "PENDING", "待审批"
    APPROVED = "APPROVED", "已批准"
    SUPERSEDED = "SUPERSEDED", "已由新版本替代"
    DISCARDED = "DISCARDED", "已作废"


class Phase(TextChoices):
    """What a person reads on a version on a given day; computed, never stored."""

    DRAFT = "DRAFT", "草稿"
    PENDING = "PENDING", "待审批"
    DISCARDED = "DISCARDED", "已作废"
    UNPUBLISHED = "UNPUBLISHED", "已批准，待公布"
    COMING = "COMING", "已公布，未生效"
    IN_FORCE = "IN_FORCE", "现行"
    ENDED = "ENDED", "失效"
    OFF = "OFF", "停用"


class MatrixStatus(TextChoices):
    """The life of a version of the risk matrix."""

    DRAFT = "DRAFT", "草稿"
    PENDING = "PENDING", "待审批"
    APPROVED = "APPROVED", "现行"
    SUPERSEDED = "SUPERSEDED", "已由新版本替代"
    DISCARDED = "DISCARDED", "已作废"


class ImportStatus(TextChoices):
    """The life of an import."""

    READING = "READING", "解析中"
    MATCHING = "MATCHING", "待确认列"
    READY = "READY", "待确认"
    REFUSED = "REFUSED", "无法读取"
    CONFIRMED = "CONFIRMED", "已导入"
    UNDONE = "UNDONE", "已撤销"
    ABANDONED = "ABANDONED", "已放弃"


class ProposalStatus(TextChoices):
    """The life of an officer's 申变更."""

    PENDING = "PENDING", "待处理"
    ACCEPTED = "ACCEPTED", "已采纳"
    DECLINED = "DECLINED", "未采纳"
    WITHDRAWN = "WITHDRAWN", "已撤回"


MOVES: dict[type[TextChoices], dict[str, frozenset[str]]] = {
    VersionStatus: {
        VersionStatus.DRAFT: frozenset({VersionStatus.PENDING, VersionStatus.DISCARDED}),
        VersionStatus.PENDING: frozenset({VersionStatus.APPROVED, VersionStatus.DRAFT}),
        VersionStatus.APPROVED: frozenset({VersionStatus.SUPERSEDED}),
        VersionStatus.SUPERSEDED: frozenset(),
        VersionStatus.DISCARDED: frozenset(),
    },
    MatrixStatus: {
        MatrixStatus.DRAFT: frozenset({MatrixStatus.PENDING, MatrixStatus.DISCARDED}),
        MatrixStatus.PENDING: frozenset({MatrixStatus.APPROVED, MatrixStatus.DRAFT}),
        MatrixStatus.APPROVED: frozenset({MatrixStatus.SUPERSEDED}),
        MatrixStatus.SUPERSEDED: frozenset(),
        MatrixStatus.DISCARDED: frozenset(),
    },
    ImportStatus: {
        ImportStatus.READING: frozenset(
            {ImportStatus.MATCHING, ImportStatus.READY, ImportStatus.REFUSED, ImportStatus.ABANDONED}
        ),
        ImportStatus.MATCHING: frozenset({ImportStatus.READING, ImportStatus.ABANDONED}),
        ImportStatus.READY: frozenset({ImportStatus.CONFIRMED, ImportStatus.ABANDONED}),
        ImportStatus.REFUSED: frozenset(),
        ImportStatus.CONFIRMED: frozenset({ImportStatus.UNDONE}),
        ImportStatus.UNDONE: frozenset(),
        ImportStatus.ABANDONED: frozenset(),
    },
    ProposalStatus: {
        ProposalStatus.PENDING: frozenset({ProposalStatus.ACCEPTED, ProposalStatus.DECLINED, ProposalStatus.WITHDRAWN}),
        ProposalStatus.ACCEPTED: frozenset(),
        ProposalStatus.DECLINED: frozenset(),
        ProposalStatus.WITHDRAWN: frozenset(),
    },
}
