"""The lists that decide what is guarded, what a state covers, and what each database role may do."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from tests.factories.accounts import UserFactory
from yangcheng_inspect.embedded.roles import NAMES
from yangcheng_inspect.trail import objects, state, state_fields
from yangcheng_inspect.trail.guarded import EXEMPT, GUARDED, Guarded
from yangcheng_inspect.trail.plain import LONG, plain
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db

each_guarded = pytest.mark.parametrize("guarded", GUARDED, ids=lambda guarded: guarded.model)


def rows(statement: str, *parameters: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def test_every_table_is_guarded_or_exempt_with_a_reason() -> None:
    assert objects.forgotten() == []
    assert objects.unwritten() == []
    assert all(EXEMPT.values())


def test_no_table_is_both_guarded_and_exempt() -> None:
    assert {guarded.model for guarded in GUARDED} & set(EXEMPT) == set()


def test_every_kind_has_one_root() -> None:
    roots = [guarded.kind for guarded in GUARDED if not guarded.column]

    assert len(roots) == len(set(roots))
    assert {guarded.kind for guarded in GUARDED} == set(roots)


@each_guarded
def test_a_child_always_names_its_root(guarded: Guarded) -> None:
    """By a key, or by the bare number where the table may have no foreign keys (the public site's)."""
    columns = {field.attname: field for field in apps.get_model(guarded.model)._meta.concrete_fields}
    root = objects.root_of(guarded.kind)

    assert root is not None
    if guarded.column:
        field = columns[guarded.column]
        assert (field.null, field.related_model or objects.model_of(root)) == (False, objects.model_of(root))


@each_guarded
def test_the_triggers_stand_and_cannot_be_silenced(guarded: Guarded) -> None:
    table = apps.get_model(guarded.model)._meta.db_table
    found = rows("SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass", table)

    assert {("trail_guard", "A"), ("trail_no_truncate", "A")} <= {(name, str(enabled)) for name, enabled in found}


@each_guarded
def test_a_guarded_table_holds_no_floats(guarded: Guarded) -> None:
    fields = apps.get_model(guarded.model)._meta.concrete_fields

    assert [field.name for field in fields if isinstance(field, models.FloatField)] == []


def test_the_committed_lists_are_those_of_the_models() -> None:
    """After a change of models: `./run manage trail_fields`, and commit the file with the migration."""
    committed = json.loads(state.FILE.read_text())

    assert committed == state_fields.renewed(committed)


def test_a_kind_whose_columns_changed_gets_the_next_version() -> None:
    old = {"user": {"version": 3, "fields": ["id"], "children": {}}}

    new = state_fields.renewed(old)

    assert new["user"]["version"] == 4
    assert state_fields.renewed(new) == new


def test_one_query_per_table_reads_many_states(django_assert_num_queries: Any) -> None:
    users = [UserFactory() for _ in range(5)]

    with django_assert_num_queries(1 + len(objects.children_of("user"))):
        states = state.read("default", [f"user/{user.pk}" for user in users])

    assert [json.loads(text)["row"]["name"] for text in states.values()] == [user.name for user in users]


def test_a_row_that_is_gone_has_the_state_null() -> None:
    assert state.read("default", ["user/0", "user/none", "login/unknown"]) == {
        "user/0": "null",
        "user/none": "null",
        "login/unknown": "null",
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("甲", "甲"),
        (datetime(2026, 11, 22, 15, tzinfo=UTC), "2026-11-22T15:00:00.000000Z"),
        (date(2026, 11, 22), "2026-11-22"),
        (time(9, 30), "09:30:00"),
        (timedelta(seconds=1), 1_000_000),
        (Decimal("1E+2"), "100"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ({"a": [date(2026, 1, 1)]}, {"a": ["2026-01-01"]}),
    ],
)
def test_a_column_has_one_plain_form(value: object, expected: object) -> None:
    assert plain("column", value) == expected


@pytest.mark.parametrize("value", [b"secret", memoryview(b"secret"), "x" * (LONG + 1)])
def test_bytes_and_long_texts_enter_as_digests(value: Any) -> None:
    assert plain("column", value).keys() == {"length", "sha256"}


def test_a_hashed_column_never_enters_as_it_is() -> None:
    assert "secret" not in json.dumps(plain("sha256(password)", "secret"))


def test_a_float_has_no_plain_form() -> None:
    with pytest.raises(TypeError):
        plain("column", 0.5)


@pytest.mark.parametrize(
    ("role", "table", "rights"),
    [
        ("app", "accounts_user", {"SELECT", "INSERT", "UPDATE", "DELETE"}),
        ("app", "trail_event", {"SELECT"}),
        ("app", "trail_detail", {"SELECT"}),
        ("app", "trail_head", {"SELECT"}),
        ("auditor", "trail_event", {"SELECT"}),
        ("auditor", "accounts_user", set()),
        ("signer", "trail_event", {"SELECT"}),
        ("signer", "trail_checkpoint", {"SELECT", "INSERT"}),
        ("signer", "accounts_user", set()),
        ("signer", "public_checkpoint", set()),
        ("app", "trail_checkpoint", {"SELECT"}),
        ("app", "public_checkpoint", {"SELECT", "INSERT"}),
        ("public", "public_checkpoint", {"SELECT"}),
        ("public", "accounts_user", set()),
        ("public", "trail_event", set()),
        ("inbox", "accounts_user", set()),
        ("inbox", "inbox_letter", {"INSERT"}),
        ("inbox", "inbox_file", {"INSERT"}),
        ("inbox", "public_letter", set()),
        ("public", "inbox_letter", set()),
        ("public", "inbox_file", set()),
        ("app", "inbox_letter", {"SELECT", "INSERT"}),
        ("app", "inbox_file", {"SELECT", "INSERT"}),
    ],
)
def test_a_role_may_do_this_and_no_more(role: str, table: str, rights: set[str]) -> None:
    every = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")

    held = {right for right in every if rows("SELECT has_table_privilege(%s, %s, %s)", NAMES[role], table, right)[0][0]}

    assert held == rights


def test_the_public_reads_public_tables_alone() -> None:
    readable = rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND has_table_privilege(%s, oid, 'SELECT')",
        NAMES["public"],
    )

    assert readable
    assert all(name.startswith("public_") for (name,) in readable)


@pytest.mark.parametrize("role", ["app", "public", "inbox", "auditor", "signer"])
def test_no_role_makes_tables_of_its_own(role: str) -> None:
    name = connection.settings_dict["NAME"]

    assert rows("SELECT has_database_privilege(%s, %s, 'TEMP')", NAMES[role], name) == [(False,)]
    assert rows("SELECT has_schema_privilege(%s, 'public', 'CREATE')", NAMES[role]) == [(False,)]


@pytest.mark.parametrize("role", ["public", "inbox", "auditor", "signer"])
def test_only_the_application_appends(role: str) -> None:
    signature = f"trail_append({', '.join(['text[]'] * 10)})"

    assert rows("SELECT has_function_privilege(%s, %s, 'EXECUTE')", NAMES[role], signature) == [(False,)]


@pytest.mark.parametrize("target", ["user", "User/1", "user/", "user/1 2", "用户/1", "user/" + "1" * 140])
def test_an_object_has_a_plain_name(target: str) -> None:
    with pytest.raises(ValueError, match="not the name of an object"), transaction.atomic():
        record("user.amend", target=target, by=None)


def test_a_row_outside_the_list_has_no_name() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        record("session.amend", target=apps.get_model("sessions.Session")(pk="x"), by=None)
