"""Whether the guards that the database should have are there, are awake, and are ours. Reads the catalogue only."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from time import time

from django.db.backends.base.base import BaseDatabaseWrapper

from yangcheng_inspect.trail import guards
from yangcheng_inspect.trail.guards import Standing

TRIGGERS = """
SELECT relname, tgname, tgenabled::text, tgtype::int, tgqual IS NOT NULL, proname, tgargs,
    pronamespace::regnamespace::text
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
"""
FUNCTIONS = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
FUNCTION = re.compile(r"FUNCTION public\.([\w$]+)\(.*?AS \$\$(.*?)\$\$;", re.DOTALL)
# Of the login and of the role it acts as: a superuser, or one that may act as the owner of the log.
POWERS = """
SELECT rolname, rolsuper, pg_has_role(pg_roles.oid, relowner, 'MEMBER')
FROM pg_roles JOIN pg_class ON pg_class.oid = 'public.trail_event'::regclass
WHERE rolname IN (current_user, session_user) ORDER BY rolname
"""
# What the role that is acting may write of the log without going through `trail_append`.
WRITABLE = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND (relname LIKE 'trail\\_%' OR relname = 'public_checkpoint') AND (
        has_table_privilege(oid, 'UPDATE') OR has_table_privilege(oid, 'DELETE') OR has_table_privilege(oid, 'TRUNCATE')
        OR has_any_column_privilege(oid, 'UPDATE')
        OR (relname <> 'public_checkpoint' AND has_any_column_privilege(oid, 'INSERT')))
ORDER BY relname
"""
BITS = {"FOR EACH ROW": 1, "BEFORE": 2, "INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}


def problems(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """A sentence for each guard that is missing, asleep or another one."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        found = {(row[0], row[1]): row[2:] for row in cursor.fetchall()}
        cursor.execute(FUNCTIONS)
        sources = dict(cursor.fetchall())
    for guard in guards.standing(tables):
        if problem := _problem(guard, found.get((guard.table, guard.name))):
            yield f"数据表 {guard.table} 的保护 {guard.name} {problem}。"
    for name, body in _bodies(tables):
        if sources.get(name) != body:
            yield f"数据库函数 {name} 与本版本的不一致。"


def _problem(guard: Standing, found: tuple[object, ...] | None) -> str:
    if found is None:
        return "不存在"
    enabled, kind, condition, function, arguments, schema = found
    if enabled != "A":
        return "没有一直开启"
    bits = sum(bit for word, bit in BITS.items() if word in guard.when)
    same = (kind, condition, function, schema) == (bits, False, guard.function, "public")
    first, _, _ = bytes(arguments).partition(b"\0")  # type: ignore[call-overload]
    return "" if same and first == guard.argument.encode() else "被换成了别的内容"


def _bodies(tables: set[str]) -> Iterator[tuple[str, str]]:
    """Name and body of every function that a guard or the log runs."""
    texts = [path.read_text() for path in sorted(guards.SQL.glob("*.sql"))]
    columns = {
        guard.function.removeprefix("trail_guard_") for guard in guards.standing(tables) if guard.name == "trail_guard"
    }
    texts += [guards.ROW.replace("$column", column) for column in sorted(columns)]
    for text in texts:
        yield from FUNCTION.findall(text)


def powers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names among the connection's login and its role that could switch the guards off."""
    with connection.cursor() as cursor:
        cursor.execute(POWERS)
        return [name for name, superuser, owns in cursor.fetchall() if superuser or owns]


def writable(connection: BaseDatabaseWrapper) -> list[str]:
    """The log's tables that the connection may write directly."""
    with connection.cursor() as cursor:
        cursor.execute(WRITABLE)
        return [name for (name,) in cursor.fetchall()]


def minutes_apart(connection: BaseDatabaseWrapper) -> float:
    """Between this machine's clock and the database's; the demo's shift plays no part."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    return float(abs((datetime.fromtimestamp(time(), UTC) - there).total_seconds()) / 60)
