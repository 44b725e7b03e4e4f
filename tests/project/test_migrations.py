"""The suite's tables are made from the models; what a bureau gets comes from the migrations. Both are the same."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from yangcheng_inspect.embedded.roles import NAMES

# With some 700 operations to render this takes 20 s; several times that on a busy machine.
pytestmark = [pytest.mark.django_db(databases=["default"]), pytest.mark.timeout(300)]

PARTS = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, column_default
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """
        SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled::text FROM pg_trigger
        WHERE NOT tgisinternal""",
    "functions": "SELECT proname, prosrc, prosecdef FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}


@pytest.fixture
def migrated() -> Iterator[BaseDatabaseWrapper]:
    """A database as `manage.py migrate` makes it, beside the suite's own. Both are read as the owner."""
    name = f"{connection.settings_dict['NAME']}_migrated"
    other = connection.copy("migrated")
    other.settings_dict["NAME"] = name
    _as_owner(other, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} TEMPLATE template0")
    connections["migrated"] = other
    with other.cursor() as cursor:
        cursor.execute("RESET ROLE")
    yield other
    other.close()
    del connections["migrated"]
    _as_owner(other, f"DROP DATABASE {name} WITH (FORCE)")


def _as_owner(other: BaseDatabaseWrapper, *statements: str) -> None:
    with other._nodb_cursor() as cursor:
        for statement in ("RESET ROLE", *statements):
            cursor.execute(statement)


def test_migrations_make_what_the_models_say(migrated: BaseDatabaseWrapper) -> None:
    call_command("migrate", database="migrated", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        made = {part: rows(connection, query) for part, query in PARTS.items()}
        cursor.execute(f"SET ROLE {NAMES['app']}")
    assert {part: rows(migrated, query) ^ made[part] for part, query in PARTS.items()} == {
        part: set() for part in PARTS
    }


def rows(base: BaseDatabaseWrapper, query: str) -> set[tuple[object, ...]]:
    with base.cursor() as cursor:
        cursor.execute(query)
        return {row for row in cursor.fetchall() if not row[0].startswith(("django_", "auth_"))}  # not our models
