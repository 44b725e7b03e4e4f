"""Firms: amend, settle the trades, mark and unmark, merge. Imports write through the same helpers."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from registry import signals
from registry.importing.labels import label
from registry.models import (
    EntityFact,
    EntityIndustry,
    EntityProposal,
    Industry,
    MarketEntity,
    Recusal,
    RegistrationStatus,
    Town,
)
from registry.services import entity_flags
from registry.services.entity_values import COMPARED, assign, held, trades_named, with_values
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

OFFICE = "双随机办"
PERMISSION = "registry.manage_registry"


@transaction.atomic
def add(*, values: Mapping[str, str], by: User | None, proposal: EntityProposal | None = None) -> MarketEntity:
    """Enter a firm by hand, or as an officer proposed it. Without credit code and registration number it gets a
    local number."""
    demand(by, PERMISSION, OFFICE)
    entity = MarketEntity(scope_confirmed=True)
    if not (values.get("credit_code") or values.get("registration_no")):
        entity.local_no = _next_local_no()
    assign(entity, values, _towns())
    save(entity)
    set_trades(entity, trades_named(values.get("industries", ""), _industries()), clock.today())
    _state(entity, values, clock.today(), by, proposal)
    record("entity.add", target=entity, by=by, detail={"values": dict(values)})
    return entity


@transaction.atomic
def amend(
    *,
    entity: MarketEntity,
    values: Mapping[str, str],
    as_of: date,
    reason: str,
    by: User | None,
    proposal: EntityProposal | None = None,
) -> MarketEntity:
    """Correct fields by hand; `values` maps field to text, as files state them. Nothing changed: AlreadyDone.

    With a `proposal` the officer who made it is the source, and trades he named are settled.
    """
    demand(by, PERMISSION, OFFICE)
    reason = demand_reason(reason)
    if as_of > clock.today():
        raise DomainError("信息日期不能晚于今天。请填写取得这些信息的日期。")
    entity = locked(entity)
    before = held(with_values(MarketEntity.objects.filter(pk=entity.pk)).get())
    strange = set(values) - set(COMPARED)
    if strange:
        raise DomainError(f"“{label(min(strange))}”不能在这里修改。")
    changes = {field: [before[field], new] for field, new in values.items() if before[field] != new}
    if not changes:
        raise AlreadyDone("内容没有变化，没有保存。")
    new_values = {field: new for field, (_, new) in changes.items()}
    write_changes(entity, new_values, as_of, reason)
    entity.scope_confirmed = entity.scope_confirmed or "industries" in new_values
    save(entity)
    _state(entity, new_values, as_of, by, proposal)
    record("entity.amend", target=entity, by=by, detail={"changes": changes}, reason=reason)
    return entity


@transaction.atomic
def confirm_trades(*, entity: MarketEntity, industries: Iterable[Industry], by: User | None) -> MarketEntity:
    """Settle a firm's trades: those given and no others; none means it is not the police's business."""
    demand(by, PERMISSION, OFFICE)
    entity = locked(entity)
    chosen = sorted(industries, key=lambda industry: industry.name)
    before = sorted(entity.industries.values_list("name", flat=True))
    set_trades(entity, chosen, clock.today())
    entity.scope_confirmed = True
    entity.save(update_fields=["scope_confirmed"])
    after = [industry.name for industry in chosen]
    _state(entity, {"industries": "、".join(after)}, clock.today(), by)
    record("entity.confirm_trades", target=entity, by=by, detail={"before": before, "after": after})
    return entity


@transaction.atomic
def merge(*, entity: MarketEntity, into: MarketEntity, reason: str, by: User | None) -> MarketEntity:
    """Say that a row is the same firm as another; it leaves every pool and keeps its history.

    Open matters of the row refuse: they would go on under a name that nobody looks up any more.
    """
    demand(by, PERMISSION, OFFICE)
    reason = demand_reason(reason)
    entity, into = locked(entity), locked(into)
    _refuse_merge(entity, into)
    for row in [*entity.merged.select_for_update(), entity]:
        row.merged_into = into
        row.save(update_fields=["merged_into"])
        record("entity.merge", target=row, by=by, detail={"into": into.pk}, reason=reason)
    return entity


def _refuse_merge(entity: MarketEntity, into: MarketEntity) -> None:
    if entity.pk == into.pk or into.merged_into_id:
        raise DomainError("不能并入本户，也不能并入已经并入别户的一户。")
    if entity.merged_into_id:
        raise AlreadyDone("这一户已经并入另一户。")
    if entity.proposals.pending().exists():
        raise DomainError(f"“{entity.name}”还有待处理的申变更，请先办理。")
    kept = into.recusals.standing(clock.today()).values("inspector")
    lost = Recusal.objects.standing(clock.today()).filter(entity=entity).exclude(inspector__in=kept)
    for recusal in lost.select_related("inspector"):
        raise DomainError(f"{recusal.inspector.name}与“{entity.name}”有回避关系。请先为“{into.name}”登记同样的回避。")
    signals.entity_merging.send(MarketEntity, entity=entity, into=into)


def write_changes(entity: MarketEntity, values: Mapping[str, str], as_of: date, evidence: str) -> None:
    """Put changed values on a locked firm and its rows of trades and flags. The caller saves the firm itself."""
    assign(entity, values, _towns())
    if "industries" in values:
        set_trades(entity, trades_named(values["industries"], _industries()), as_of)
    entity_flags.follow(entity, values, as_of, evidence)


def set_trades(entity: MarketEntity, chosen: Iterable[Industry], on: date) -> None:
    """These trades and no others; a special trade (方案三(二)1) raises its flag."""
    wanted = {industry.pk: industry for industry in chosen}
    entity.entity_industries.exclude(industry_id__in=wanted).delete()
    present = set(entity.entity_industries.values_list("industry_id", flat=True))
    EntityIndustry.objects.bulk_create(
        EntityIndustry(entity=entity, industry_id=pk) for pk in wanted if pk not in present
    )
    special = [industry.name for industry in wanted.values() if industry.special]
    entity_flags.follow_special(entity, special, on)


def _state(
    entity: MarketEntity,
    values: Mapping[str, str],
    as_of: date,
    by: User | None,
    proposal: EntityProposal | None = None,
) -> None:
    """Who said so: the officer whose proposal was taken over, else the office."""
    EntityFact.objects.create(
        entity=entity,
        values=dict(values),
        source=EntityFact.Source.OFFICER if proposal else EntityFact.Source.OFFICE,
        as_of=as_of,
        proposal=proposal,
        recorded_at=clock.now(),
        recorded_by=proposal.proposed_by if proposal else by,
    )


def _towns() -> dict[str, Town]:
    return {town.name: town for town in Town.objects.all()}


def _industries() -> dict[str, Industry]:
    return {industry.name: industry for industry in Industry.objects.all()}


def _next_local_no() -> str:
    """YC + 8 digits. Two at once meet at the unique constraint, never at one number."""
    last = MarketEntity.objects.aggregate(last=Max("local_no"))["last"] or "YC00000000"
    return f"YC{int(last[2:]) + 1:08d}"


__all__ = ["RegistrationStatus", "add", "amend", "confirm_trades", "merge", "set_trades", "write_changes"]
