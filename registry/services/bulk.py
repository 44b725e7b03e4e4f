"""Many rows at once by COPY, which takes a third of the time of `bulk_create`.

Constraints, deferred keys and the guards of the trail see these rows as they see any other.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model

M = TypeVar("M", bound=Model)
AT_ONCE = 5000


def insert(model: type[M], rows: Iterable[M]) -> Iterator[M]:
    """Insert new rows and yield them with their keys, 5,000 at a time. Raises IntegrityError on a broken constraint.

    Nothing is written unless the result is gone through; what `bulk_create` skips (signals, `save`) is skipped too.
    """
    rest = iter(rows)
    while batch := list(islice(rest, AT_ONCE)):
        _number(model, batch)
        _copy(model, batch)
        yield from batch


def insert_all(model: type[M], rows: Iterable[M]) -> int:
    """Insert new rows; how many. They are not kept, so a generator never stands in memory as a whole."""
    return sum(1 for _ in insert(model, rows))


def _number(model: type[M], batch: Sequence[M]) -> None:
    """Fresh keys, so that rows that refer to these can be written without reading them back."""
    statement = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(statement, [model._meta.db_table, model._meta.pk.column, len(batch)])
        keys = cursor.fetchall()
    for row, (key,) in zip(batch, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def _copy(model: type[M], batch: Sequence[M]) -> None:
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(str(field.column)) for field in fields)
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in batch:
            copy.write_row([_value(field, row) for field in fields])


def _value(field: Field, row: Model) -> Any:
    value = getattr(row, field.attname)
    return json.dumps(value, ensure_ascii=False) if isinstance(field, JSONField) else value
