"""What this app has to say when the registries change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone

from inspections.models import PoolEntity, PoolInspector, Task, Visit, VisitOfficer
from inspections.services import disputes, void_follow_up
from inspections.signals import visit_submitted, visit_voided, visit_voiding
from inspections.status import DrawStatus
from registry.models import MarketEntity, RegistryImport
from registry.signals import entity_merging, import_undoing
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError


@receiver(visit_submitted)
def follow_dispute(visit: Visit, by: User, **kwargs: Any) -> None:
    disputes.follow(visit=visit, by=by)


@receiver(visit_voiding)
def refuse_with_others(visit: Visit, **kwargs: Any) -> None:
    void_follow_up.refuse(visit)


@receiver(visit_voided)
def end_follow_up(visit: Visit, by: User, **kwargs: Any) -> None:
    void_follow_up.end(visit, by)


@receiver(entity_merging)
def refuse_with_open_matters(sender: type[MarketEntity], entity: MarketEntity, **kwargs: Any) -> None:
    """A visit under way, a record not yet approved, a place in a frozen pool or an undecided exception stays."""
    visit = Visit.objects.filter(entity=entity).unfinished().first()
    if visit:
        raise DomainError(f"“{entity.name}”还有未办结的检查（{visit.number}），办结后才能并入另一户。")
    frozen = PoolEntity.objects.filter(entity=entity, draw__status=DrawStatus.FROZEN).select_related("draw").first()
    if frozen:
        number = frozen.draw.number
        raise DomainError(f"“{entity.name}”在已封存、待抽取的名录中（{number}），抽取或者作废后才能并入另一户。")
    if entity.cap_exceptions.pending().exists():
        raise DomainError(f"“{entity.name}”还有待审批的频次例外申请，请先办理或撤回。")


@receiver(import_undoing)
def refuse_when_used(
    sender: type[RegistryImport], registry_import: RegistryImport, names: Mapping[int, str], **kwargs: Any
) -> None:
    """An import is taken back only until a pool was frozen or a visit made with what it wrote."""
    for_kind = {RegistryImport.Kind.ENTITIES: _entities_used, RegistryImport.Kind.INSPECTORS: _inspectors_used}
    used = for_kind.get(RegistryImport.Kind(registry_import.kind), _items_used)
    since = registry_import.confirmed_at
    if since and (found := used(list(names), since)):
        pk, what = found
        raise DomainError(f"“{names[pk]}”在导入之后{what}，不能整批撤销。请在名录库中逐条更正。")


def _entities_used(pks: list[int], since: datetime) -> tuple[int, str] | None:
    if pooled := PoolEntity.objects.filter(entity__in=pks, draw__frozen_at__gte=since).first():
        return pooled.entity_id, "已编入封存的抽取名录"
    open_or_later = Q(ended_on__isnull=True) | Q(ended_on__gte=timezone.localdate(since))
    visit = Visit.objects.filter(open_or_later, entity__in=pks).first()
    return (visit.entity_id, f"已有检查（{visit.number}）") if visit else None


def _inspectors_used(pks: list[int], since: datetime) -> tuple[int, str] | None:
    if pooled := PoolInspector.objects.filter(inspector__in=pks, draw__frozen_at__gte=since).first():
        return pooled.inspector_id, "已编入封存的抽取名录"
    open_or_later = Q(visit__ended_on__isnull=True) | Q(visit__ended_on__gte=timezone.localdate(since))
    team = VisitOfficer.objects.filter(open_or_later, inspector__in=pks).select_related("visit").first()
    return (team.inspector_id, f"参加了检查（{team.visit.number}）") if team else None


def _items_used(pks: list[int], since: datetime) -> tuple[int, str] | None:
    task = Task.objects.filter(line__item__in=pks, draws__frozen_at__gte=since).select_related("line").first()
    return (task.line.item_id, f"已用于抽查任务 {task.number}") if task else None
