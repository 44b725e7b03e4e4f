"""New firms of an import, table by table: the database makes the rows from those of the preview.

Fifty thousand of them never pass through Python but for their events, which halves the time of a long import.
"""

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from registry.importing.plan import NEW
from registry.models import EntityFact, EntityFlag, ImportRow, MarketEntity, RegistryImport
from registry.services.entity_flags import REASONS
from registry.services.entity_values import COMPARED, FLAGS, PLAIN
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record_many

STALE = "预览之后名录有改动。请放弃本次导入，重新上传后再确认。"
ROWS = "FROM registry_importrow r WHERE r.registry_import_id = %(import)s AND r.outcome = %(new)s"
NUMBERED = """
UPDATE registry_importrow r SET entity_id = numbered.key, applied = true
FROM (SELECT id, nextval(pg_get_serial_sequence('registry_marketentity', 'id')) AS key
      FROM (SELECT r.id {rows} ORDER BY r.row_no, r.id) in_order) numbered
WHERE numbered.id = r.id
"""
TRADES = """
INSERT INTO registry_entityindustry (entity_id, industry_id)
SELECT r.entity_id, trade.id {rows_named} ORDER BY r.entity_id, named.place
"""
NAMED = """
FROM registry_importrow r
CROSS JOIN LATERAL unnest(string_to_array(r.values->>'industries', '、')) WITH ORDINALITY AS named(name, place)
{join} registry_industry trade ON trade.name = named.name
WHERE r.registry_import_id = %(import)s AND r.outcome = %(new)s AND named.name <> ''
"""
UNKNOWN_TRADE = "SELECT named.name {rows_named} AND trade.id IS NULL LIMIT 1"
UNKNOWN_TOWN = """
SELECT r.values->>'town' {rows} AND r.values->>'town' <> ''
AND NOT EXISTS (SELECT FROM registry_town WHERE name = r.values->>'town') LIMIT 1
"""
MARKED = """
SELECT r.entity_id, %(kind)s, %(reason)s, %(evidence)s, %(as_of)s::date, '' {rows} AND r.values->>%(field)s = '是'
"""
SPECIAL = """
SELECT r.entity_id, %(kind)s, left('监管行业：' || string_agg(trade.name, '、' ORDER BY named.place), 300),
    '监管行业表', %(as_of)s::date, '' {rows_named} AND trade.special GROUP BY r.entity_id
"""
FLAG = "INSERT INTO registry_entityflag (entity_id, kind, reason, evidence, started_on, end_reason)"
# What the list states about each; other columns of a row of the preview are not facts.
FACTS = """
SELECT r.entity_id, (SELECT coalesce(jsonb_object_agg(key, value), '{{}}') FROM jsonb_each(r.values)
                     WHERE key = ANY(%(compared)s)),
    %(source)s, %(as_of)s, %(import)s, %(at)s, %(by)s {rows} ORDER BY r.entity_id
"""
FACT = """
INSERT INTO registry_entityfact (entity_id, values, source, as_of, registry_import_id, recorded_at, recorded_by_id)
"""


def add(current: RegistryImport, *, evidence: str, by: User | None) -> None:
    """Write every 新增 row of the preview: firm, trades, marks and facts. All or nothing, in the import's transaction.

    Raises DomainError when the registry or its tables of towns and trades changed since the preview.
    """
    given = {"import": current.pk, "new": NEW, "as_of": current.as_of, "evidence": evidence}
    _refuse_unknown(given)
    try:
        with transaction.atomic():
            _run(NUMBERED, given)
            _run(_firms(), given)
    except IntegrityError as error:
        raise DomainError(STALE) from error
    _run(TRADES, given)
    _marks(given)
    by_pk = by.pk if by else None
    said = {"compared": [*COMPARED], "source": EntityFact.Source.MARKET_BUREAU, "at": now(), "by": by_pk}
    _run(FACT + FACTS, given | said)
    record_many("entity.add", entries=_entries(current), by=by, reason=current.source_note)


def _refuse_unknown(given: dict[str, Any]) -> None:
    if trade := _one(UNKNOWN_TRADE, given, join="LEFT JOIN"):
        raise DomainError(f"监管行业表中已没有“{trade}”。请重新上传名录。")
    if town := _one(UNKNOWN_TOWN, given):
        raise DomainError(f"乡镇表中已没有“{town}”。请重新上传名录。")


def _firms() -> str:
    """INSERT of the firms: what a row states where it states it, every other column at the model's default."""
    stated = {field: f"coalesce(r.values->>'{field}', {_default(MarketEntity, field)})" for field in PLAIN}
    stated |= {
        "established_on": "nullif(r.values->>'established_on', '')::date",
        "town_id": "(SELECT id FROM registry_town WHERE name = r.values->>'town')",
        "scope_confirmed": "NOT r.values ? 'unsure'",
        "id": "r.entity_id",
    }
    fields = [str(field.column) for field in MarketEntity._meta.concrete_fields]
    values = [stated.get(field) or _default(MarketEntity, field) for field in fields]
    return f"INSERT INTO registry_marketentity ({', '.join(fields)}) SELECT {', '.join(values)} {ROWS} ORDER BY 1"


def _default(model: type[Model], column: str) -> str:
    """SQL for a column the list says nothing about; an unset date or reference is null."""
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    default = field.get_default()
    return "NULL" if default is None else f"'{default}'"


def _marks(given: dict[str, Any]) -> None:
    """What the list says of a firm, and special trades."""
    for field, kind in FLAGS.items():
        _run(FLAG + MARKED, given | {"field": field, "kind": kind, "reason": REASONS[kind]})
    _run(FLAG + SPECIAL, given | {"kind": EntityFlag.Kind.SPECIAL_TRADE})


def _entries(current: RegistryImport) -> Iterator[tuple[str, dict[str, Any]]]:
    """Object and detail per firm. What the row states stands in the firm's fact, and so in the event's state."""
    rows = current.rows.filter(outcome=ImportRow.Outcome.NEW).order_by("entity_id")
    for key, number in rows.values_list("entity_id", "row_no").iterator(chunk_size=5000):
        yield f"entity/{key}", {"import": current.pk, "row": number}


def _run(statement: str, given: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_whole(statement), given)


def _one(statement: str, given: dict[str, Any], join: str = "JOIN") -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(_whole(statement, join), given)
        found = cursor.fetchone()
    return found[0] if found else None


def _whole(statement: str, join: str = "JOIN") -> str:
    return statement.format(rows=ROWS, rows_named=NAMED.format(join=join))
