"""What the database refuses the application, wherever the change comes from."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from tests.factories.accounts import UserFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail.models import Event, Head
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db(transaction=True)

HEX = "0" * 64
FORBIDDEN = [
    "UPDATE trail_event SET act = 'user.amend'",
    "UPDATE trail_event SET act = 'user.amend' WHERE false",
    "DELETE FROM trail_event",
    "TRUNCATE trail_event",
    f"INSERT INTO trail_event VALUES (99, '1', now(), now(), 'user.amend', 'user/1', '{{}}', '{HEX}', '{HEX}')",
    "UPDATE trail_detail SET who = ''",
    "DELETE FROM trail_detail",
    "TRUNCATE trail_detail",
    "INSERT INTO trail_detail VALUES (99, '', '', '', '', '', '')",
    "UPDATE trail_head SET size = size + 1",
    "UPDATE trail_head SET frontier = ''",
    "DELETE FROM trail_head",
    "INSERT INTO trail_head VALUES (2, 0, '')",
    "ALTER TABLE trail_event DISABLE TRIGGER ALL",
    "ALTER TABLE accounts_user DISABLE TRIGGER trail_guard",
    "DROP TRIGGER trail_guard ON accounts_user",
    "SET session_replication_role = replica",
    "CREATE TABLE public.trail_copy (seq bigint)",
    "CREATE TEMPORARY TABLE trail_head (id int, size bigint, frontier text)",
    "TRUNCATE accounts_user CASCADE",
]


@contextmanager
def as_owner() -> Iterator[None]:
    """The role that owns the tables, inside the test's connection."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            yield
        finally:
            cursor.execute("SET ROLE yangcheng_app")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def refused(message: str) -> Iterator[None]:
    """The commit at the end of the block is refused, and says this."""
    with pytest.raises(DatabaseError, match=message), transaction.atomic():
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_cannot_touch_the_log(statement: str) -> None:
    UserFactory()

    with pytest.raises(DatabaseError), transaction.atomic():
        run(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", [line for line in FORBIDDEN if line.startswith(("UPDATE", "DELETE", "TRUNC"))])
def test_nor_can_the_owner(statement: str) -> None:
    UserFactory()

    with as_owner(), pytest.raises(DatabaseError, match=r"留痕|不能清空|pending"), transaction.atomic():
        run(statement)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["UPDATE inspections_drawnonce SET sealed = ''", "DELETE FROM inspections_drawnonce"]
)
def test_the_application_cannot_take_a_nonce_back(change: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(change)


def test_a_guarded_table_is_never_emptied_at_one_stroke() -> None:
    UserFactory()

    with as_owner(), pytest.raises(DatabaseError, match="不能清空“用户”"):
        run("TRUNCATE accounts_user CASCADE")


def test_a_change_from_the_shell_is_refused_without_its_event() -> None:
    user = UserFactory()

    with pytest.raises(IntegrityError, match=f"改动没有留痕：“用户”（数据表 accounts_user）中 user/{user.pk}"):
        User.objects.filter(pk=user.pk).update(name="改名")

    user.refresh_from_db()
    assert user.name != "改名"


def test_a_change_in_plain_sql_is_refused_without_its_event() -> None:
    user = UserFactory()

    with pytest.raises(IntegrityError, match="改动没有留痕"):
        run(f"UPDATE accounts_user SET name = '改名' WHERE id = {user.pk}")


def test_a_new_row_is_refused_without_its_event() -> None:
    with pytest.raises(IntegrityError, match="改动没有留痕"):
        User.objects.create(username="nobody", name="无名")


def test_a_deletion_is_refused_without_its_event() -> None:
    user = UserFactory()

    with pytest.raises(IntegrityError, match="改动没有留痕"):
        user.delete()


def test_an_event_about_something_else_does_not_help() -> None:
    user, other = UserFactory(), UserFactory()

    with refused(f"user/{user.pk}"):
        User.objects.filter(pk__in=[user.pk, other.pk]).update(name="改名")
        record("user.amend", target=other, by=None)


def test_an_event_of_an_earlier_transaction_does_not_help() -> None:
    user = UserFactory()
    with transaction.atomic():
        record("user.amend", target=user, by=None)

    with pytest.raises(IntegrityError, match="改动没有留痕"):
        User.objects.filter(pk=user.pk).update(name="改名")


def test_an_event_inside_a_rolled_back_savepoint_does_not_help() -> None:
    user = UserFactory()

    with refused("改动没有留痕"):
        User.objects.filter(pk=user.pk).update(name="改名")
        with transaction.atomic():
            record("user.amend", target=user, by=None)
            transaction.set_rollback(True)


def test_a_change_with_its_event_passes_from_inside_a_savepoint_too() -> None:
    user = UserFactory()

    with transaction.atomic(), transaction.atomic():
        User.objects.filter(pk=user.pk).update(name="改名")
        record("user.amend", target=user, by=None)

    state = json.loads(Event.objects.about(f"user/{user.pk}")[0].detail.state)
    assert state["row"]["name"] == "改名"


def test_a_child_row_asks_for_its_roots_event() -> None:
    user, other = UserFactory(leader=True), UserFactory(leader=True)
    add = (
        "INSERT INTO accounts_deputy (principal_id, deputy_id, role, from_on, to_on)"
        f" VALUES ({user.pk}, {other.pk}, 'LEADER', current_date, current_date)"
    )

    with pytest.raises(IntegrityError, match=f"user/{user.pk}"):
        run(add)
    with transaction.atomic():
        run(add)
        record("user.appoint_deputy", target=user, by=None)


def test_a_row_that_moves_to_another_object_asks_for_both_events() -> None:
    user, other = UserFactory(leader=True), UserFactory(leader=True)
    third = UserFactory(leader=True)
    with transaction.atomic():
        run(
            "INSERT INTO accounts_deputy (principal_id, deputy_id, role, from_on, to_on)"
            f" VALUES ({user.pk}, {third.pk}, 'LEADER', current_date, current_date)"
        )
        record("user.appoint_deputy", target=user, by=None)

    with refused(f"user/{user.pk}"):
        run(f"UPDATE accounts_deputy SET principal_id = {other.pk}")
        record("user.appoint_deputy", target=other, by=None)


def test_a_temporary_table_cannot_stand_in_for_the_log() -> None:
    """Even if somebody could make one: the functions look in the real schema first."""
    user = UserFactory()
    with as_owner():
        run("CREATE TEMPORARY TABLE trail_event AS SELECT * FROM public.trail_event")
        run("GRANT ALL ON pg_temp.trail_event TO yangcheng_app")

    with refused("改动没有留痕"):
        run(f"UPDATE pg_temp.trail_event SET xact = pg_current_xact_id(), began = now(), obj = 'user/{user.pk}'")
        User.objects.filter(pk=user.pk).update(name="改名")

    with as_owner():
        run("DROP TABLE pg_temp.trail_event")


def test_a_transaction_number_of_an_earlier_life_does_not_help() -> None:
    """After a restore, numbers begin again; the moment the transaction began tells them apart."""
    user = UserFactory()
    with as_owner():
        run("ALTER TABLE trail_event DISABLE TRIGGER trail_event_stays")

    with refused("改动没有留痕"):
        User.objects.filter(pk=user.pk).update(name="改名")
        with as_owner():
            run("UPDATE trail_event SET xact = pg_current_xact_id()")


def test_an_error_while_sealing_undoes_everything() -> None:
    user, size = UserFactory(), Head.objects.get().size

    with refused("malformed"):
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        record("user.amend", target=user, by=None)
        object.__setattr__(connection.pending[-1], "ts", "yesterday")

    user.refresh_from_db()
    assert (user.session_epoch, Head.objects.get().size) == (0, size)
    assert connection.pending == []


def test_malformed_arguments_are_refused() -> None:
    call = "SELECT trail_append({acts}, {objs}, {tss}, {none}, {salt}, {value}, {salt}, {value}, {salt}, {value})"
    good = {
        "acts": "ARRAY['user.amend']",
        "objs": "ARRAY['user/1']",
        "tss": "ARRAY['2026-11-22T15:00:00.000000Z']",
        "none": "ARRAY[null::text]",
        "salt": f"ARRAY['{'ab' * 16}']",
        "value": "ARRAY['{}']",
    }
    bad = [
        {"acts": "ARRAY['user\",\"x']"},
        {"acts": "ARRAY['user.amend', 'user.amend']"},
        {"objs": "ARRAY['user/1\"']"},
        {"objs": "ARRAY['user']"},
        {"tss": "ARRAY['2026-11-22']"},
        {"tss": "ARRAY['2026-11-22T24:00:00.000000Z']"},
        {"tss": "ARRAY['12026-11-22T15:00:00.00000Z']"},
        {"none": "ARRAY['not a hash']"},
        {"none": f"ARRAY['{'G' * 64}']"},
        {"salt": "ARRAY['ab']"},
        {"salt": f"ARRAY['{'xy' * 16}']"},
        {"value": "ARRAY[null::text]"},
        {"value": "ARRAY['{}', '{}']"},
        {"value": "ARRAY['[]']"},
        {name: "ARRAY[]::text[]" for name in good},
    ]
    run(call.format(**good))

    for change in bad:
        with pytest.raises(DatabaseError, match="malformed"):
            run(call.format(**good | change))


@pytest.mark.parametrize("ts", ["2026-13-01T00:00:00.000000Z", "2026-02-30T00:00:00.000000Z"])
def test_a_day_that_never_was_is_refused(ts: str) -> None:
    salt, value = "ARRAY['" + "ab" * 16 + "']", "ARRAY['{}']"

    with pytest.raises(DatabaseError, match="out of range"):
        run(
            f"SELECT trail_append(ARRAY['user.amend'], ARRAY['user/1'], ARRAY['{ts}'], ARRAY[null::text],"
            f" {salt}, {value}, {salt}, {value}, {salt}, {value})"
        )


def test_a_value_that_is_no_json_is_refused() -> None:
    salt, value = "ARRAY['" + "ab" * 16 + "']", "ARRAY['junk']"

    with pytest.raises(DatabaseError, match="json"):
        run(
            "SELECT trail_append(ARRAY['user.amend'], ARRAY['user/1'], ARRAY['2026-11-22T15:00:00.000000Z'],"
            f" ARRAY[null::text], {salt}, {value}, {salt}, {value}, {salt}, {value})"
        )
