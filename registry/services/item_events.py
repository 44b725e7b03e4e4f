"""活动登记: what starts the checks of an event-driven item (大型活动, 焰火燃放); such an item is never drawn."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from registry.models import InspectionItem, ItemEvent
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

OFFICE, RIGHT = "双随机办", "registry.manage_items"


@transaction.atomic
def enter(*, item: InspectionItem, values: Mapping[str, Any], by: User) -> ItemEvent:
    """`values`: name, organiser (MarketEntity), place, starts_on, ends_on, permit, note."""
    demand(by, RIGHT, OFFICE)
    item = locked(item)
    if not item.event_driven:
        raise DomainError(f"事项 {item.code} 从名录随机抽取，不登记活动。")
    event = save(ItemEvent(item=item, noted_by=by, noted_at=clock.now(), **values))
    record("item.enter_event", target=item, by=by, detail={"event": event.pk, "name": event.name})
    return event


@transaction.atomic
def cancel(*, event: ItemEvent, reason: str, by: User) -> ItemEvent:
    """It does not take place, or was entered by mistake; the entry stays readable."""
    demand(by, RIGHT, OFFICE)
    reason = demand_reason(reason)
    locked(event.item)
    event = locked(event)
    if event.cancelled_at is not None:
        raise AlreadyDone("该活动登记已经取消。")
    event.cancelled_at, event.cancelled_by, event.cancel_reason = clock.now(), by, reason
    save(event, ["cancelled_at", "cancelled_by", "cancel_reason"])
    record("item.cancel_event", target=event.item, by=by, reason=reason, detail={"event": event.pk})
    return event
