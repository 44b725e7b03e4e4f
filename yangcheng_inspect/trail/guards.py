"""Triggers and functions: what the database itself refuses."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.guarded import GUARDED, Guarded

SQL = Path(__file__).parent / "sql"
ROW = (SQL / "guard_row.sql.in").read_text()
# An empty log has its head; a log that lost its head does not get another.
HEAD = """
INSERT INTO public.trail_head (id, size, frontier)
SELECT 1, 0, '' WHERE NOT EXISTS (SELECT FROM public.trail_event) ON CONFLICT DO NOTHING
"""
NEVER = "BEFORE UPDATE OR DELETE OR TRUNCATE ON {} FOR EACH STATEMENT"
# A value of 3 KB stands in its row as it is: compressing 50,000 of them takes longer than writing them.
INLINE = "ALTER TABLE public.trail_detail SET (toast_tuple_target = 8160)"
# trigger -> (table, when, function)
OWN = {
    "trail_event_stays": (
        "trail_event",
        NEVER,
        "trail_refuse",
    ),
    "trail_detail_stays": ("trail_detail", "BEFORE DELETE OR TRUNCATE ON {} FOR EACH STATEMENT", "trail_refuse"),
    "trail_detail_only_erased": ("trail_detail", "BEFORE UPDATE ON {} FOR EACH ROW", "trail_only_erased"),
    "trail_detail_told": (
        "trail_detail",
        "AFTER UPDATE ON {} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW",
        "trail_erasure_is_told",
    ),
    "trail_checkpoint_stays": (
        "trail_checkpoint",
        NEVER,
        "trail_refuse",
    ),
    "trail_public_checkpoint_stays": (
        "public_checkpoint",
        NEVER,
        "trail_refuse",
    ),
    "trail_head_stays": ("trail_head", "BEFORE DELETE OR TRUNCATE ON {} FOR EACH STATEMENT", "trail_refuse"),
    "trail_head_grows": ("trail_head", "BEFORE UPDATE ON {} FOR EACH ROW", "trail_head_grows"),
}
TRUNCATE = "BEFORE TRUNCATE ON {} FOR EACH STATEMENT"
DEFERRED = "AFTER INSERT OR UPDATE OR DELETE ON {} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"


class Standing(NamedTuple):
    """One trigger as it must stand: its table, name, events, function, and that function's first argument."""

    table: str
    name: str
    when: str
    function: str
    argument: str


def install_log(connection: BaseDatabaseWrapper) -> None:
    """Functions, head row and the guards of the log's own tables. Can be repeated. Runs as the owner."""
    tables = set(connection.introspection.table_names())
    if "trail_head" not in tables:
        return
    own = [_trigger(name, table, when, f"{call}()") for name, (table, when, call) in OWN.items() if table in tables]
    files = [path.read_text() for path in sorted(SQL.glob("*.sql"))]
    _run(connection, [*files, HEAD, INLINE, *own])


def install(connection: BaseDatabaseWrapper) -> None:
    """The log's own guards, and those of every guarded table that exists. Can be repeated. Runs as the owner."""
    tables = set(connection.introspection.table_names())
    if "trail_head" not in tables:
        return
    install_log(connection)
    statements: list[str] = []
    for guarded in GUARDED:
        model = objects.model_of(guarded)
        if model is not None and model._meta.db_table in tables:
            statements += _guards(connection, guarded, model)
    _run(connection, statements)


def standing(tables: set[str]) -> Iterator[Standing]:
    """Every guard that must stand on these tables."""
    for name, (table, when, function) in OWN.items():
        if table in tables:
            yield Standing(table, name, when, function, "")
    for guarded in GUARDED:
        model = objects.model_of(guarded)
        if model is not None and (table := model._meta.db_table) in tables:
            column = guarded.column or str(model._meta.pk.column)
            yield Standing(table, "trail_guard", DEFERRED, f"trail_guard_{column}", guarded.kind)
            yield Standing(table, "trail_no_truncate", TRUNCATE, "trail_no_truncate", str(model._meta.verbose_name))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes every trigger of the trail away, for tests that empty the tables. Runs as the owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_catalog.pg_trigger"
            " WHERE NOT tgisinternal AND tgname LIKE 'trail\\_%'"
        )
        statements = [statement for (statement,) in cursor.fetchall()]
    _run(connection, statements)


def _guards(connection: BaseDatabaseWrapper, guarded: Guarded, model: type[Model]) -> Iterator[str]:
    quote = connection.ops.quote_name
    table, words = quote(model._meta.db_table), str(model._meta.verbose_name).replace("'", "''")
    column = guarded.column or str(model._meta.pk.column)
    call = f"trail_guard_{column}('{guarded.kind}', '{words}')"
    yield ROW.replace("$column", column)
    yield _trigger("trail_guard", table, DEFERRED, call)
    yield _trigger("trail_no_truncate", table, TRUNCATE, f"trail_no_truncate('{words}')")


def _trigger(name: str, table: str, when: str, call: str) -> str:
    """ALWAYS: `session_replication_role` does not silence it."""
    create = "CREATE CONSTRAINT TRIGGER" if "DEFERRABLE" in when else "CREATE TRIGGER"
    return (
        f"DROP TRIGGER IF EXISTS {name} ON {table};"
        f"{create} {name} {when.format(table)} EXECUTE FUNCTION public.{call};"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
    )


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    """In one transaction and one round trip."""
    if statements:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(";".join(statements))
