"""Count and digest of the rows of objects that have tens of thousands of them, computed by the database.

Per row SHA-256 over its columns as one JSON array, as PostgreSQL writes `jsonb`; over those, in the order of the
primary keys, SHA-256 again. Only for columns whose text depends on no setting of the session: numbers, text,
booleans, JSON.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db import connections
from django.db.models import Model

from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.guarded import Guarded

Digests = dict[tuple[str, str], dict[str, Any]]  # (object's name, label of the child) -> {"count", "sha256"}
NOTHING = {"count": 0, "sha256": sha256(b"").hexdigest()}
STABLE = {"BigAutoField", "BooleanField", "CharField", "ForeignKey", "JSONField", "PositiveIntegerField", "TextField"}


def of(
    alias: str, names: Iterable[str], fields: Mapping[str, Mapping[str, Sequence[str]]], *, hold: bool = False
) -> Digests:
    """For each object named. `fields`: kind -> label of a child that enters as a digest -> columns.

    `hold` locks the objects' own rows first, so that nobody's commit comes between this reading and ours.
    """
    keys = defaultdict(list)
    for name in dict.fromkeys(names):
        kind, _, key = name.partition("/")
        if key.isdigit():
            keys[kind].append(key)
    found: Digests = {}
    for kind, some in keys.items():
        children = [c for c in objects.children_of(kind) if c.model in fields.get(kind, {})]
        if children and hold:
            _lock(alias, kind, some)
        for child in children:
            found |= _digests(alias, child, some, fields[kind][child.model])
    return found


def _lock(alias: str, kind: str, keys: list[str]) -> None:
    root = objects.root_of(kind)
    model = objects.model_of(root) if root else None
    if model is not None:
        list(model._base_manager.using(alias).select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _digests(alias: str, child: Guarded, keys: list[str], fields: Sequence[str]) -> Digests:
    model = objects.model_of(child)
    if model is None:
        return {}
    with connections[alias].cursor() as cursor:
        cursor.execute(_statement(alias, child, model, fields), [[int(key) for key in keys]])
        rows = {str(key): {"count": count, "sha256": digest} for key, count, digest in cursor.fetchall()}
    return {(f"{child.kind}/{key}", child.model): rows.get(key, NOTHING) for key in keys}


def _statement(alias: str, child: Guarded, model: type[Model], fields: Sequence[str]) -> str:
    quote = connections[alias].ops.quote_name
    row = f"jsonb_build_array({', '.join(quote(_column(model, field)) for field in fields)})::text"
    column, key = quote(child.column), quote(str(model._meta.pk.column))
    return (
        f"SELECT {column}, count(*), encode(sha256(string_agg(sha256(convert_to({row}, 'UTF8')), ''::bytea"
        f" ORDER BY {key})), 'hex') FROM {quote(model._meta.db_table)} WHERE {column} = ANY(%s) GROUP BY {column}"
    )


def _column(model: type[Model], name: str) -> str:
    field = next(field for field in model._meta.concrete_fields if field.attname == name)
    if field.get_internal_type() not in STABLE:
        raise TypeError(f"{model._meta.label}.{name} has no text of its own")
    return str(field.column)
