"""What may follow what: item versions and imports."""

from django.db.models import TextChoices


class VersionStatus(TextChoices):
    """The life of an item's version."""

    DRAFT = "DRAFT", "草稿"
    PENDING = "PENDING", "待审批"
    APPROVED = "APPROVED", "现行"
    SUPERSEDED = "SUPERSEDED", "已由新版本替代"
    DISCARDED = "DISCARDED", "已作废"


class ImportStatus(TextChoices):
    """The life of an import."""

    READING = "READING", "解析中"
    READY = "READY", "待确认"
    REFUSED = "REFUSED", "无法读取"
    CONFIRMED = "CONFIRMED", "已导入"
    ABANDONED = "ABANDONED", "已放弃"


MOVES: dict[type[TextChoices], dict[str, frozenset[str]]] = {
    VersionStatus: {
        VersionStatus.DRAFT: frozenset({VersionStatus.PENDING, VersionStatus.DISCARDED}),
        VersionStatus.PENDING: frozenset({VersionStatus.APPROVED, VersionStatus.DRAFT}),
        VersionStatus.APPROVED: frozenset({VersionStatus.SUPERSEDED}),
        VersionStatus.SUPERSEDED: frozenset(),
        VersionStatus.DISCARDED: frozenset(),
    },
    ImportStatus: {
        ImportStatus.READING: frozenset({ImportStatus.READY, ImportStatus.REFUSED, ImportStatus.ABANDONED}),
        ImportStatus.READY: frozenset({ImportStatus.CONFIRMED, ImportStatus.ABANDONED}),
        ImportStatus.REFUSED: frozenset(),
        ImportStatus.CONFIRMED: frozenset(),
        ImportStatus.ABANDONED: frozenset(),
    },
}
