"""市场主体: what a file would change, and the writing of it."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

from registry.importing.columns import Table
from registry.importing.entities import locate_entities, parse_entities
from registry.importing.plan import Known, Planned, Rules, plan
from registry.importing.reader import Row
from registry.models import (
    EntityFact,
    ImportRow,
    MarketEntity,
    RegistrationStatus,
    RegistryImport,
)
from registry.services import entities, entity_values, new_firms
from registry.services.entity_values import COMPARED, held, with_values
from registry.services.new_firms import STALE
from registry.services.vocabularies import vocabulary
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

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
    """Write changed firms, and deregister the ticked ones. All or nothing."""
    pks = [row.target_id for row in chain(rows, gone)]
    firms = {firm.pk: firm for firm in MarketEntity.objects.select_for_update(of=("self",)).filter(pk__in=pks)}
    now = {firm.pk: held(firm) for firm in with_values(MarketEntity.objects.filter(pk__in=pks))}
    for row in rows:
        _change(current, row, firms[row.target_id], now[row.target_id], by)
    for row in gone:
        row.changes = {"registration_status": [now[row.target_id]["registration_status"], "CANCELLED"]}
        _change(current, row, firms[row.target_id], now[row.target_id], by)


def add_new(current: RegistryImport, *, by: User | None) -> None:
    """Write the new firms."""
    new_firms.add(current, evidence=_evidence(current), by=by)


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
