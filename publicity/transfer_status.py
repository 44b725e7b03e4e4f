"""The life of a file on its way to the public machine."""

from collections.abc import Collection, Mapping

from django.db.models import TextChoices


class TransferStatus(TextChoices):
    EXPORTED = "EXPORTED", "已导出，待回执"
    ACKNOWLEDGED = "ACKNOWLEDGED", "已回执"


TRANSFER_MOVES: Mapping[type[TextChoices], Mapping[str, Collection[str]]] = {
    TransferStatus: {
        TransferStatus.EXPORTED: [TransferStatus.ACKNOWLEDGED],
        TransferStatus.ACKNOWLEDGED: [],
    },
}
