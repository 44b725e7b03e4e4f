"""The replay notices what somebody with every right in the database changed behind the log's back."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.factories.accounts import DeputyFactory, UserFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail import compare, log
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.trail.verify import SHOWN, verify

pytestmark = pytest.mark.django_db


def tamper(*statements: str) -> None:
    """As the owner, with the log's own triggers off."""
    off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in ("trail_event", "trail_detail", "trail_head")]
    with connection.cursor() as cursor:
        cursor.execute(";".join(["RESET ROLE", *off, *statements, "SET ROLE yangcheng_app"]))


def fails() -> list[str]:
    return verify("default").fails


@pytest.fixture
def user() -> User:
    """With three events of its own, the last of the log."""
    made: User = UserFactory()
    for act in ("user.amend", "login.ok"):
        with transaction.atomic():
            record(act, target=made, by=made)
    return made


@pytest.fixture
def last(user: User) -> int:
    return Event.objects.order_by("-seq")[0].seq


def test_an_untouched_log_verifies(user: User) -> None:
    report = verify("default")

    assert report.fails == []
    assert report.events == Event.objects.count()
    assert report.root == log.root_of([log.leaf(e.payload) for e in Event.objects.order_by("seq")]).hex()


def test_an_edited_payload_is_named(last: int) -> None:
    tamper(f"UPDATE trail_event SET payload = replace(payload, 'login.ok', 'login.no') WHERE seq = {last}")

    found = fails()

    assert f"CONTENT seq {last}: the payload does not have the leaf stored beside it" in found
    assert f"ROOT seq {last}: the events up to here do not have the root stored here" in found


@pytest.mark.parametrize(
    ("table", "change", "expected"),
    [
        ("trail_event", "act = 'login.no'", "CONTENT seq {}: the columns for searching"),
        ("trail_event", "obj = 'user/0'", "CONTENT seq {}: the columns for searching"),
        ("trail_event", "ts = ts - interval '1 day'", "CONTENT seq {}: the columns for searching"),
        ("trail_event", "ts = 'infinity'", "CONTENT seq {}: the columns for searching"),
        ("trail_event", "ts = '12026-01-01'", "CONTENT seq {}: the columns for searching"),
        ("trail_event", "ts = '0044-01-01 BC'", "CONTENT seq {}: the columns for searching"),
        ("trail_event", f"root = '{'0' * 64}'", "ROOT seq {}: the events up to here"),
        ("trail_event", f"leaf = '{'0' * 64}'", "CONTENT seq {}: the payload does not have the leaf"),
        ("trail_event", "payload = payload || ' '", "CONTENT seq {}: the payload is not canonical"),
        ("trail_event", "payload = '['", "CONTENT seq {}: the payload is not canonical"),
        ("trail_event", "payload = repeat('[', 100000)", "CONTENT seq {}: the payload is not canonical"),
        ("trail_event", """payload = replace(payload, '"v":1', '"v":1.0')""", "CONTENT seq {}: the payload is not"),
        ("trail_detail", "who = '{}'", "CONTENT seq {}: the value of who"),
        ("trail_detail", "detail = '{}'", "CONTENT seq {}: the value of detail"),
        ("trail_detail", "state = 'null'", "CONTENT seq {}: the value of state"),
        ("trail_detail", "who_salt = 'zz'", "CONTENT seq {}: the value of who"),
    ],
)
def test_every_column_of_an_event_is_covered(last: int, table: str, change: str, expected: str) -> None:
    tamper(f"UPDATE {table} SET {change} WHERE seq = {last}")

    assert any(line.startswith(expected.format(last)) for line in fails())


def test_an_event_taken_out_of_the_middle_leaves_a_gap(last: int) -> None:
    tamper(f"DELETE FROM trail_event WHERE seq = {last - 1}")

    assert f"SEQ {last - 1} expected, {last} found" in fails()


def test_a_tail_that_was_cut_off_is_missed_by_the_head(last: int) -> None:
    tamper(f"DELETE FROM trail_event WHERE seq = {last}")

    assert f"HEAD counts {last + 1} events, the log holds {last}" in fails()


def test_a_head_that_was_moved_is_noticed(last: int) -> None:
    tamper("UPDATE trail_head SET frontier = replace(frontier, left(frontier, 8), 'deadbeef')")

    assert fails() == ["HEAD has another frontier than the log"]


def test_a_head_that_is_gone_is_noticed(last: int) -> None:
    tamper("DELETE FROM trail_head")

    assert fails() == ["HEAD is missing"]


def test_values_that_are_gone_are_noticed(last: int) -> None:
    tamper(f"DELETE FROM trail_detail WHERE seq = {last - 1}")

    assert f"CONTENT seq {last - 1}: the value of who does not have the hash in the payload" in fails()


def test_details_emptied_behind_the_log_are_named(last: int) -> None:
    """Only what a later `detail.erase` about the same object tells of was erased as the law demands."""
    tamper(f"UPDATE trail_detail SET detail_salt = '', detail = '' WHERE seq = {last}")

    [line] = fails()

    assert line.startswith(f"ERASED seq {last}: details of ")


def test_who_acted_is_never_erased(last: int) -> None:
    tamper(f"UPDATE trail_detail SET who_salt = '', who = '' WHERE seq = {last}")

    assert fails() == [f"ERASED seq {last}: who acted was erased"]


def test_a_row_changed_behind_the_log_is_named_with_its_column(user: User, last: int) -> None:
    User.objects.filter(pk=user.pk).update(name="改名")

    assert fails() == [f"STATE user/{user.pk} differs from what event {last} recorded: name"]


def test_a_password_changed_behind_the_log_is_named(user: User, last: int) -> None:
    User.objects.filter(pk=user.pk).update(password="another")

    assert fails() == [f"STATE user/{user.pk} differs from what event {last} recorded: sha256(password)"]


def test_a_row_deleted_behind_the_log_is_named(user: User, last: int) -> None:
    User.objects.filter(pk=user.pk).delete()

    assert fails() == [f"STATE user/{user.pk} differs from what event {last} recorded: the row is gone"]


def test_a_row_slipped_in_behind_the_log_is_named(user: User) -> None:
    stranger = User.objects.create(username="nobody", name="无名")

    assert fails() == [f"STATE user/{stranger.pk} has no event at all"]


def test_children_left_without_their_root_do_not_stop_the_replay(user: User, last: int) -> None:
    DeputyFactory(principal=user)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM accounts_user WHERE id = {user.pk}")
        found = fails()
        transaction.set_rollback(True)

    assert any(line.startswith(f"STATE user/{user.pk} ") and line.endswith("the row is gone") for line in found)


@pytest.mark.parametrize("junk", ["junk", "[]", "7", '{"version": 1}'])
def test_a_state_that_cannot_be_read_is_named(user: User, last: int, junk: str) -> None:
    tamper(f"UPDATE trail_detail SET state = '{junk}' WHERE seq = {last}")

    assert f"STATE user/{user.pk} differs from what event {last} recorded: its recorded state cannot be read" in fails()


def test_a_clock_that_went_back_is_counted_and_not_a_failure(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yangcheng_inspect.trail.services._moment", lambda: "2020-01-01T00:00:00.000000Z")
    with transaction.atomic():
        record("user.amend", target=user, by=None)

    report = verify("default")

    assert (report.fails, report.backward) == ([], 1)


def test_the_command_prints_the_report_and_succeeds(user: User) -> None:
    out = StringIO()

    call_command("verify_trail", stdout=out)

    assert [line.split()[0] for line in out.getvalue().splitlines()] == [
        *("events", "root", "checkpoints", "objects", "erased", "clock", "time", "RESULT")
    ]
    assert "RESULT      OK" in out.getvalue()


def test_the_command_fails_when_anything_does(user: User) -> None:
    User.objects.filter(pk=user.pk).update(name="改名")
    out = StringIO()

    with pytest.raises(SystemExit, match="1"):
        call_command("verify_trail", stdout=out)

    assert "FAIL        STATE user/" in out.getvalue()
    assert "RESULT      FAIL" in out.getvalue()


def test_many_failures_are_counted_after_the_first_ones(user: User) -> None:
    tamper("UPDATE trail_event SET root = repeat('0', 64)")

    report = verify("default")

    assert len(report.fails) == min(SHOWN, report.events)
    assert report.more["ROOT"] == max(0, report.events - SHOWN)


def state(rows: object, **row: object) -> dict[str, Any]:
    return {"version": 1, "row": row, "children": {"a.Child": rows}}


def many(digest: str, count: int = 101) -> dict[str, object]:
    return {"count": count, "sha256": digest}


@pytest.mark.parametrize(
    ("then", "now", "lost", "found"),
    [
        (state([], a=1), state([], a=1), [], []),
        (state([], a=1), state([], a=2), [], ["a"]),
        (state([], a=1), state([], a=1, b=None), [], ["b"]),
        (state([], a=1, b=2), state([], a=1), ["b"], []),
        (state([], a=1, b=2), state([], a=2), ["b"], ["a"]),
        (state([{"x": 1}]), state([{"x": 2}]), [], ["a.Child"]),
        (state([{"x": 1}]), state([]), [], ["a.Child"]),
        (state([{"x": 1, "y": 2}]), state([{"x": 1}]), ["a.Child.y"], []),
        (state([{"x": 1, "y": 2}]), state([{"x": 2}]), ["a.Child.y"], ["a.Child"]),
        (state([{"x": 1, "y": 2}]), state([]), ["a.Child.y"], ["a.Child"]),
        (state([{"x": 1, "y": 2}]), {"version": 1, "row": {}, "children": {}}, ["a.Child"], []),
        (state(many("aa")), state(many("bb")), [], ["a.Child"]),
        (state(many("aa")), state(many("bb")), ["a.Child.y"], []),
        (state(many("aa")), state(many("bb", 102)), ["a.Child.y"], ["a.Child"]),
        (None, state([]), [], ["the row was gone"]),
        (None, None, [], []),
    ],
)
def test_a_state_is_compared_in_every_column_that_is_still_there(
    then: Any, now: Any, lost: list[str], found: list[str]
) -> None:
    assert list(compare.differences(then, now, frozenset(lost))) == found
