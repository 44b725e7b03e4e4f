"""Which version of an item a plan, a task or a visit may stand on today (方案四(三): 法无规定，不得检查)."""

from django.db.models import Q, QuerySet

from registry.grounds import Grounds
from registry.models import InspectionItem, ItemEvent, ItemVersion, MarketEntity
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError


def in_force(item: InspectionItem) -> ItemVersion:
    """The version that may be drawn today, or a refusal that says why there is none and what to do."""
    return _current(item, Grounds(today(), [item]).refusal(item))


def for_visit(item: InspectionItem, entity: MarketEntity) -> ItemVersion:
    """The version for a visit that no draw ordered; an event-driven item needs an event of this firm."""
    grounds = Grounds(today(), [item])
    if not item.event_driven:
        return _current(item, grounds.refusal(item))
    if not _events(entity).filter(item=item).exists():
        raise DomainError(f"事项 {item.code} 随活动开展检查。请先在事项清单中登记{entity.name}承办的活动。")
    return _current(item, grounds.unfounded(item))


def offered(entity: MarketEntity) -> QuerySet[InspectionItem]:
    """Items a visit to this firm may be ordered for today."""
    on_event = Q(item__event_driven=True, item__events__in=_events(entity))
    orderable = ItemVersion.objects.orderable(today()).filter(Q(item__event_driven=False) | on_event)
    return InspectionItem.objects.filter(pk__in=orderable.values("item"))


def _events(entity: MarketEntity) -> QuerySet[ItemEvent]:
    """Events of a firm that are not over."""
    return ItemEvent.objects.standing().filter(organiser=entity, ends_on__gte=today())


def _current(item: InspectionItem, refusal: str) -> ItemVersion:
    if refusal:
        raise DomainError(refusal)
    return ItemVersion.objects.orderable(today()).get(item=item)
