"""A state recorded by an older field list is compared with what that list reads today, column by column."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.factories.accounts import UserFactory
from tests.factories.registry import RegistryImportFactory
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail import digests, state, state_sql, versions
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.trail.state_fields import derived
from yangcheng_inspect.trail.verify import verify

pytestmark = pytest.mark.django_db

OLD = {"version": 1, "fields": ["id", "username", "name"], "children": {"accounts.Deputy": ["id", "to_on"]}}


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The committed lists; each test says what they are."""
    made: dict[str, Any] = {}
    monkeypatch.setattr(state, "committed", lambda: made)
    monkeypatch.setattr(versions, "committed", lambda: made)
    yield made
    forget()


def forget() -> None:
    """Whatever is worked out once from the committed lists."""
    for known in (state.fields_of, versions.readable, state_sql.expression, state_sql._statement, state_sql._tables):
        known.cache_clear()


@pytest.fixture
def user(lists: dict[str, Any]) -> User:
    """Last recorded by version 1; today's list is version 2, with every column."""
    lists["user"] = OLD
    forget()
    made: User = UserFactory()
    with transaction.atomic():
        record("user.amend", target=made, by=None)
    lists["user"] = {"version": 2, **derived("user"), "earlier": [OLD]}
    forget()
    return made


def test_nothing_changed_since(user: User) -> None:
    assert verify("default").fails == []


def test_a_column_of_the_old_list_is_compared(user: User) -> None:
    User.objects.filter(pk=user.pk).update(name="改名")

    [line] = verify("default").fails
    assert line.rpartition(": ")[2] == "name"


def test_a_column_added_since_was_never_recorded(user: User) -> None:
    User.objects.filter(pk=user.pk).update(unit_code="140522-02")

    assert verify("default").fails == []


def test_a_column_that_is_gone_is_said_and_the_others_are_compared(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    present = versions._columns
    monkeypatch.setattr(versions, "_columns", lambda guarded: present(guarded) - {"username"})
    User.objects.filter(pk=user.pk).update(name="改名", username="another")

    report = verify("default")

    assert [line.rpartition(": ")[2] for line in report.fails] == ["name"]
    assert report.lost == {"user version 1: username"}


def test_a_list_that_nobody_knows_is_a_failure(user: User, lists: dict[str, Any]) -> None:
    del lists["user"]["earlier"]
    forget()

    assert verify("default").fails[0].endswith("its field list version 1 is unknown")


def test_earlier_lists_are_kept_when_columns_change(lists: dict[str, Any]) -> None:
    from yangcheng_inspect.trail.state_fields import renewed

    new = renewed({"user": OLD, "long_gone": OLD})

    assert (new["user"]["version"], new["user"]["earlier"], new["long_gone"]) == (2, [OLD], OLD)
    assert renewed(new) == new


# Columns of a released list that have gone since: they cannot be compared any more, for ever. `verify_trail` says so.
GONE = {("item_version", 1): {"public_site.PublicItem.current"}}


def test_every_committed_list_can_be_read_but_for_the_columns_named_here() -> None:
    lists = state.committed()
    found = {(kind, v): versions.readable(kind, v) for kind in lists for v in range(1, lists[kind]["version"] + 1)}

    assert None not in found.values()
    assert {key: one.lost for key, one in found.items() if one and one.lost} == GONE


@pytest.mark.parametrize("version", [1, 2])
def test_rows_that_are_digested_today_are_read_as_each_version_wrote_them(version: int) -> None:
    """Version 1 of an import held its rows, or Python's digest of them; version 2 holds the database's."""
    current = RegistryImportFactory()
    wanted = versions.readable("import", version)
    assert wanted is not None

    read = state.read_kind("default", "import", [str(current.pk)], wanted.fields)

    rows = read[str(current.pk)]["children"]["registry.ImportRow"]
    assert rows == ([] if version == 1 else digests.NOTHING)
