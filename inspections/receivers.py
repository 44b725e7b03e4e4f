"""What this app has to say when the registries change."""

from typing import Any

from django.dispatch import receiver

from inspections.models import Visit
from registry.models import MarketEntity
from registry.signals import entity_merging
from yangcheng_inspect.errors import DomainError


@receiver(entity_merging)
def refuse_with_open_matters(sender: type[MarketEntity], entity: MarketEntity, **kwargs: Any) -> None:
    """A visit under way, a record not yet approved or an undecided exception stays with its firm until it is done."""
    visit = Visit.objects.filter(entity=entity).unfinished().first()
    if visit:
        raise DomainError(f"“{entity.name}”还有未办结的检查（{visit.number}），办结后才能并入另一户。")
    if entity.cap_exceptions.pending().exists():
        raise DomainError(f"“{entity.name}”还有待审批的频次例外申请，请先办理或撤回。")
