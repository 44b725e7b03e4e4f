"""The life of a publication on one page."""

from collections.abc import Collection, Mapping

from django.db.models import TextChoices


class PublicationStatus(TextChoices):
    PENDING = "PENDING", "待公示"
    PUBLISHED = "PUBLISHED", "已公示"


MOVES: Mapping[type[TextChoices], Mapping[str, Collection[str]]] = {
    PublicationStatus: {
        PublicationStatus.PENDING: [PublicationStatus.PUBLISHED],
        PublicationStatus.PUBLISHED: [],
    },
}
