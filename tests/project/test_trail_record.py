"""record(): what reaches the log, and when."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from tests.factories.accounts import UserFactory
from yangcheng_inspect.trail import log
from yangcheng_inspect.trail.models import Event, Head
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db


def newest() -> Event:
    return Event.objects.select_related("detail").order_by("-seq")[0]


def test_an_event_tells_who_did_what_and_why() -> None:
    user = UserFactory()

    with transaction.atomic():
        record("user.rename", target=user, by=user, detail={"before": "甲", "after": "乙"}, reason="笔误")

    event = newest()
    assert (event.act, event.obj) == ("user.rename", f"user/{user.pk}")
    assert event.detail.person["name"] == user.name
    assert event.detail.content == {"reason": "笔误", "values": {"before": "甲", "after": "乙"}}


def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        record("login.fail", target="login/unknown", by=None)


def test_a_rolled_back_savepoint_takes_its_events_along() -> None:
    size = Head.objects.get().size

    with transaction.atomic():
        record("login.fail", target="login/first", by=None)
        with suppress(ZeroDivisionError), transaction.atomic():
            record("login.fail", target="login/second", by=None)
            raise ZeroDivisionError

    assert Head.objects.get().size == size + 1
    assert newest().obj == "login/first"


def test_a_float_is_refused_where_it_is_written() -> None:
    with pytest.raises(TypeError), transaction.atomic():
        record("login.fail", target="login/unknown", by=None, detail={"ratio": 0.5})


def test_the_state_holds_no_password() -> None:
    user = UserFactory()

    state = newest().detail.state
    assert user.username in state
    assert user.password not in state


def test_the_database_computes_the_same_leaf_and_root() -> None:
    with transaction.atomic():
        for number in range(11):
            record("login.fail", target=f"login/{number}", by=None)

    events = list(Event.objects.order_by("seq"))
    leaves = [log.leaf(event.payload) for event in events]
    assert [event.leaf for event in events] == [leaf.hex() for leaf in leaves]
    assert events[-1].root == log.root_of(leaves).hex()


def test_settling_leaves_the_guards_for_the_commit() -> None:
    connection.check_constraints()
