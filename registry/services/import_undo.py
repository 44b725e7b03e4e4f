"""Taking back an import until something used it (ux A3): what it brought leaves, what it changed becomes as it was."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from django.db import transaction
from django.db.models import Model

from registry.models import ImportRow, InspectionItem, Inspector, ItemVersion, MarketEntity, RegistryImport
from registry.models.registry_kind import ListKind
from registry.services import undo_entities, undo_inspectors, undo_items
from registry.services.import_kinds import FORMS, PERMISSION
from registry.services.rights import demand, demand_reason, locked
from registry.signals import import_undoing
from registry.status import MOVES, ImportStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError, IllegalMove
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail import wording
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.objects import name_of

UNDOERS: Mapping[str, ModuleType] = {
    ListKind.ENTITIES: undo_entities,
    ListKind.INSPECTORS: undo_inspectors,
    ListKind.ITEMS: undo_items,
}
MODELS: Mapping[str, type[Model]] = {
    ListKind.ENTITIES: MarketEntity,
    ListKind.INSPECTORS: Inspector,
    ListKind.ITEMS: InspectionItem,
}
BY_HAND = "不能整批撤销。请在名录库中逐条更正。"


@transaction.atomic
def undo(*, registry_import: RegistryImport, reason: str, by: User | None) -> RegistryImport:
    """Take back all of it or nothing; DomainError says what used it. Nothing is deleted, its facts no longer count."""
    demand(by, PERMISSION, "双随机办")
    reason = demand_reason(reason)
    current = locked(registry_import)
    if current.status != ImportStatus.CONFIRMED:
        raise IllegalMove(current.get_status_display(), ImportStatus.UNDONE.label)
    rows = list(current.rows.filter(applied=True))
    pks = [row.target_id for row in rows]
    list(MODELS[current.kind]._default_manager.select_for_update().filter(pk__in=pks).values_list("pk"))
    refuse_used(current, rows)
    UNDOERS[current.kind].take_back(current, rows, reason, by=by)
    stamps: dict[str, Any] = {"undone_at": clock.now(), "undone_by": by, "undo_reason": reason[:300]}
    return move(current, ImportStatus.UNDONE, table=MOVES, by=by, action="import.undo", reason=reason, **stamps)


def obstacle(registry_import: RegistryImport) -> str:
    """Why this import cannot be taken back, in a sentence; "" when it can."""
    try:
        refuse_used(registry_import, list(registry_import.rows.filter(applied=True)))
    except DomainError as error:
        return str(error)
    return ""


def refuse_used(current: RegistryImport, rows: Sequence[ImportRow]) -> None:
    """DomainError for the first thing that built on this import."""
    names = {row.target_id: row.name or row.key for row in rows}
    _refuse_later_lists(current, names)
    _refuse_later_acts(current, names)
    _refuse_references(current, rows, names)
    import_undoing.send(RegistryImport, registry_import=current, names=names)


def _refuse_later_lists(current: RegistryImport, names: Mapping[int, str]) -> None:
    """A list confirmed later may merely have repeated what this one said: that word would be overruled."""
    link = FORMS[current.kind].link
    later = ImportRow.objects.filter(
        registry_import__status=ImportStatus.CONFIRMED,
        registry_import__confirmed_at__gt=current.confirmed_at,
        **{f"{link}__in": list(names)},
    )
    if row := later.select_related("registry_import").order_by("-registry_import__confirmed_at").first():
        raise DomainError(
            f"“{names[row.target_id]}”也列在后来的导入“{row.registry_import.file_name}”中。请先撤销后来的导入。"
        )


def _refuse_later_acts(current: RegistryImport, names: Mapping[int, str]) -> None:
    """Whatever the trail tells of one of these since the import was confirmed."""
    ended = Event.objects.filter(obj=name_of(current), act="import.confirm").order_by("-seq").first()
    if ended is None:
        raise DomainError("找不到这次导入的留痕记录，不能撤销。请联系审计管理员。")
    objects = _objects(current, names)
    event = Event.objects.filter(seq__gt=ended.seq, obj__in=list(objects)).order_by("seq").first()
    if event:
        words = wording.words(event.act)
        raise DomainError(f"“{objects[event.obj]}”在导入之后又有“{words}”的记录，{BY_HAND}")


def _objects(current: RegistryImport, names: Mapping[int, str]) -> dict[str, str]:
    """Name in the trail → name in words. An item's versions are objects of their own."""
    model = MODELS[current.kind]
    found = {name_of(model(pk=pk)): name for pk, name in names.items()}
    if model is InspectionItem:
        versions = ItemVersion.objects.filter(item__in=list(names))
        found |= {name_of(version): names[version.item_id] for version in versions}
    return found


def _refuse_references(current: RegistryImport, rows: Sequence[ImportRow], names: Mapping[int, str]) -> None:
    """What this import brought must not be named by any other table, in this app or above."""
    new = [row.target_id for row in rows if row.outcome == ImportRow.Outcome.NEW]
    own = UNDOERS[current.kind].OWN_ROWS
    for relation in MODELS[current.kind]._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.is_relation and not relation.concrete):
            continue
        model, field = relation.related_model, relation.field.name  # type: ignore[union-attr]
        if relation.many_to_many or not isinstance(model, type) or model in own:
            continue
        found = model._default_manager.filter(**{f"{field}__in": new}).first()
        if found:
            name = names[getattr(found, f"{field}_id")]
            raise DomainError(f"“{name}”已经用于“{model._meta.verbose_name}”，{BY_HAND}")


__all__ = ["obstacle", "refuse_used", "undo"]
