"""The life of a publication on one page."""

from collections.abc import Collection, Mapping

from django.db.models import TextChoices


class PublicationStatus(TextChoices):
    PENDING = "PENDING", "待公示"
    PUBLISHED = "PUBLISHED", "已公示"
    DROPPED = "DROPPED", "不予公示"


MOVES: Mapping[type[TextChoices], Mapping[str, Collection[str]]] = {
    PublicationStatus: {
        # Dropped: its record was voided before it was published.
        PublicationStatus.PENDING: [PublicationStatus.PUBLISHED, PublicationStatus.DROPPED],
        PublicationStatus.PUBLISHED: [],
        PublicationStatus.DROPPED: [],
    },
}
