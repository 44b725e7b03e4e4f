"""市场主体: what a file would change, and the writing of it."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

from django.db import IntegrityError, transaction

from registry.importing.columns import Table
from registry.importing.entities import locate_entities, parse_entities
from registry.importing.plan import NEW, Known, Planned, Rules, plan
from registry.importing.reader import Row
from registry.models import (
    EntityFact,
    EntityFlag,
    EntityIndustry,
    ImportRow,
    Industry,
    MarketEntity,
    RegistrationStatus,
    RegistryImport,
    Town,
)
from registry.services import bulk, entities, entity_values
from registry.services.entity_flags import REASONS
from registry.services.entity_values import COMPARED, FLAGS, held, trades_named, with_values
from registry.services.vocabularies import vocabulary
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record, record_many

STALE = "预览之后名录有改动。请放弃本次导入，重新上传后再确认。"
# Firms already gone are not missed when a list is silent about them.
GONE_ALREADY = (RegistrationStatus.CANCELLED, RegistrationStatus.MOVED)

locate = locate_entities
dates_of = entity_values.dates_of


def compare(table: Table, *, as_of: date, full: bool) -> list[Planned]:
    """What would become of each row."""
    rules = Rules(("credit_code", "registration_no"), COMPARED, _code_word(table), twins=True)
    parsed = parse_entities(table, vocabulary())
    return plan(parsed, _known(as_of), rules=rules, as_of=as_of, full=full, dates_of=dates_of)


def _code_word(table: Table) -> str:
    return table.words.get("credit_code") or table.words["registration_no"]


def _known(as_of: date) -> list[Known]:
    return [
        Known(
            entity.pk,
            frozenset(filter(None, (entity.credit_code, entity.registration_no, entity.local_no))),
            entity.name,
            held(entity),
            entity.address,
            entity.registration_status not in GONE_ALREADY,
        )
        for entity in with_values(MarketEntity.objects.standing()).iterator(chunk_size=2000)
    ]


def write(current: RegistryImport, rows: Sequence[ImportRow], gone: Sequence[ImportRow], *, by: User | None) -> None:
    """Write new and changed firms, and deregister the ticked ones. All or nothing."""
    new = [row for row in rows if row.outcome == NEW]
    changed = [row for row in rows if row.outcome != NEW]
    pks = [row.target_id for row in chain(changed, gone)]
    firms = {firm.pk: firm for firm in MarketEntity.objects.select_for_update(of=("self",)).filter(pk__in=pks)}
    now = {firm.pk: held(firm) for firm in with_values(MarketEntity.objects.filter(pk__in=pks))}
    _add(current, new, by)
    for row in changed:
        _change(current, row, firms[row.target_id], now[row.target_id], by)
    for row in gone:
        row.changes = {"registration_status": [now[row.target_id]["registration_status"], "CANCELLED"]}
        _change(current, row, firms[row.target_id], now[row.target_id], by)


def _change(current: RegistryImport, row: ImportRow, firm: MarketEntity, now: dict[str, str], by: User | None) -> None:
    """One firm's new values; refused when somebody changed it after the preview."""
    if any(now[field] != old for field, (old, _) in row.changes.items()):
        raise DomainError(STALE)
    values = {field: new for field, (_, new) in row.changes.items()}
    entities.write_changes(firm, values, _as_of(current), _evidence(current))
    if "industries" in values or "business_scope" in values:
        firm.scope_confirmed = "unsure" not in row.values
    firm.save()
    EntityFact(entity=firm, values=values, **_common(current, by)).save(force_insert=True)
    detail = {"changes": row.changes, "import": current.pk, "row": row.row_no}
    record("entity.amend", target=firm, by=by, detail=detail, reason=current.source_note)


def _add(current: RegistryImport, rows: Sequence[ImportRow], by: User | None) -> None:
    """Every new firm with its trades, flags and facts, table by table."""
    towns = {town.name: town for town in Town.objects.all()}
    try:
        with transaction.atomic():
            keys = bulk.insert_values(MarketEntity, (_columns(row, towns) for row in rows))
    except IntegrityError as error:
        raise DomainError(STALE) from error
    for key, row in zip(keys, rows, strict=True):
        row.entity_id = key
    industries = {industry.name: industry for industry in Industry.objects.all()}
    bulk.insert_all(EntityIndustry, chain.from_iterable(_trades(row, industries) for row in rows))
    bulk.insert_all(EntityFlag, chain.from_iterable(_flags(current, row, industries) for row in rows))
    stated = [_stated(row) for row in rows]
    common = _common(current, by)
    facts = ({**common, "entity_id": key, "values": values} for key, values in zip(keys, stated, strict=True))
    bulk.insert_values(EntityFact, facts)
    entries = (
        (f"entity/{row.entity_id}", {"values": values, "import": current.pk, "row": row.row_no})
        for row, values in zip(rows, stated, strict=True)
    )
    record_many("entity.add", entries=entries, by=by, reason=current.source_note)


def _columns(row: ImportRow, towns: dict[str, Town]) -> dict[str, Any]:
    return entity_values.columns(row.values, towns) | {"scope_confirmed": "unsure" not in row.values}


def _stated(row: ImportRow) -> dict[str, str]:
    return {field: value for field, value in row.values.items() if field in COMPARED}


def _trades(row: ImportRow, industries: dict[str, Industry]) -> list[EntityIndustry]:
    named = trades_named(row.values.get("industries", ""), industries)
    return [EntityIndustry(entity_id=row.target_id, industry=industry) for industry in named]


def _flags(current: RegistryImport, row: ImportRow, industries: dict[str, Industry]) -> list[EntityFlag]:
    """Marks a new firm comes with: what the list says, and special trades."""
    named = trades_named(row.values.get("industries", ""), industries)
    special = [industry.name for industry in named if industry.special]
    found = [
        (kind, REASONS[kind], _evidence(current)) for field, kind in FLAGS.items() if row.values.get(field) == "是"
    ]
    if special:
        found.append((EntityFlag.Kind.SPECIAL_TRADE, f"监管行业：{'、'.join(special)}", "监管行业表"))
    return [
        EntityFlag(entity_id=row.target_id, kind=kind, reason=reason, evidence=evidence, started_on=_as_of(current))
        for kind, reason, evidence in found
    ]


def _common(current: RegistryImport, by: User | None) -> dict[str, Any]:
    """What all facts of one list have in common."""
    return {
        "source": EntityFact.Source.MARKET_BUREAU,
        "as_of": _as_of(current),
        "registry_import_id": current.pk,
        "recorded_at": clock.now(),
        "recorded_by_id": by.pk if by else None,
    }


def _as_of(current: RegistryImport) -> date:
    """Set before any preview exists: the database demands it of every import that is ready."""
    assert current.as_of is not None
    return current.as_of


def _evidence(current: RegistryImport) -> str:
    return f"{current.file_name}，数据日期 {current.as_of}"[:300]


__all__ = ["Row", "compare", "locate", "write"]
