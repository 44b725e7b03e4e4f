"""The life of a publication on one page."""

from collections.abc import Collection, Mapping

from django.db.models import TextChoices

from publicity.objection_status import OBJECTION_MOVES
from publicity.transfer_status import TRANSFER_MOVES


class PublicationStatus(TextChoices):
    PENDING = "PENDING", "待公示"
    SENT = "SENT", "待上传外网"
    PUBLISHED = "PUBLISHED", "已公示"
    DROPPED = "DROPPED", "不予公示"
    WITHDRAWN = "WITHDRAWN", "已撤下"
    ENDED = "ENDED", "公示期满"


class ChangeStatus(TextChoices):
    """A correction or withdrawal between the two people it takes."""

    PENDING = "PENDING", "待分管局领导决定"
    APPROVED = "APPROVED", "已同意"
    DECLINED = "DECLINED", "未同意"


class HoldStatus(TextChoices):
    """The life of an application to hold a result back."""

    PENDING = "PENDING", "待分管局领导决定"
    APPROVED = "APPROVED", "已同意，暂缓中"
    DECLINED = "DECLINED", "未同意"
    RELEASED = "RELEASED", "已解除"


MOVES: Mapping[type[TextChoices], Mapping[str, Collection[str]]] = {
    PublicationStatus: {
        # Dropped: voided, or taken back by two people, before it was published. Sent: approved, not yet outside.
        PublicationStatus.PENDING: [PublicationStatus.PUBLISHED, PublicationStatus.SENT, PublicationStatus.DROPPED],
        PublicationStatus.SENT: [PublicationStatus.PUBLISHED, PublicationStatus.DROPPED],
        # Taken down by two people, or its time is over.
        PublicationStatus.PUBLISHED: [PublicationStatus.WITHDRAWN, PublicationStatus.ENDED],
        PublicationStatus.ENDED: [],
        PublicationStatus.WITHDRAWN: [],
        PublicationStatus.DROPPED: [],
    },
    ChangeStatus: {
        ChangeStatus.PENDING: [ChangeStatus.APPROVED, ChangeStatus.DECLINED],
        ChangeStatus.APPROVED: [],
        ChangeStatus.DECLINED: [],
    },
    HoldStatus: {
        HoldStatus.PENDING: [HoldStatus.APPROVED, HoldStatus.DECLINED],
        HoldStatus.APPROVED: [HoldStatus.RELEASED],
        HoldStatus.DECLINED: [],
        HoldStatus.RELEASED: [],
    },
    **OBJECTION_MOVES,
    **TRANSFER_MOVES,
}
