"""Which firms a person may open: those of his sight, and those he visited before they moved."""

from django.db.models import Q
from django.shortcuts import get_object_or_404

from inspections.models import Visit
from registry.models import MarketEntity
from registry.models.entity import MarketEntityQuerySet
from yangcheng_inspect.accounts.models import User


def firms(user: User) -> MarketEntityQuerySet:
    """A firm that moved away stays open to whoever sees one of its visits: old records keep their firm."""
    seen = MarketEntity.objects.visible_to(user).values("pk")
    visited = Visit.objects.visible_to(user).values("entity")
    return MarketEntity.objects.filter(Q(pk__in=seen) | Q(pk__in=visited))


def firm_or_404(user: User, pk: int) -> MarketEntity:
    found: MarketEntity = get_object_or_404(firms(user).for_page().select_related("merged_into"), pk=pk)
    return found


def rows_of(entity: MarketEntity) -> list[int]:
    """The firm's row and those merged into it: their history is its own."""
    return [entity.pk, *entity.merged.values_list("pk", flat=True)]
