"""Whoever can have the signer looked at is told when it stands still."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.trail import as_role
from yangcheng_inspect.clock import now
from yangcheng_inspect.desk import trail_todo
from yangcheng_inspect.trail.models import Checkpoint, Event
from yangcheng_inspect.trail.services import record

pytestmark = pytest.mark.django_db


def sign() -> None:
    with as_role("signer"):
        Checkpoint.objects.create(size=Event.objects.count(), note="not read here", made_at=now())


def happen() -> None:
    with transaction.atomic():
        record("login.ok", target="login/unknown", by=None)


@pytest.fixture
def two_days_later(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda: monkeypatch.setattr(trail_todo, "now", lambda: now() + timedelta(days=2))


@pytest.mark.parametrize(("role", "told"), [("office", 1), ("auditor", 1), ("supervisor", 1), ("leader", 0)])
def test_an_event_that_waits_for_a_day_is_said(role: str, told: int, two_days_later: Any) -> None:
    user = UserFactory(**{role: True})
    sign()
    happen()
    two_days_later()

    assert len(list(trail_todo.of(user))) == told


def test_a_quiet_log_needs_no_new_checkpoint(two_days_later: Any) -> None:
    user = UserFactory(office=True)
    sign()
    two_days_later()

    assert list(trail_todo.of(user)) == []


def test_a_fresh_event_may_wait() -> None:
    user = UserFactory(office=True)
    sign()
    happen()

    assert list(trail_todo.of(user)) == []


def test_where_nobody_signs_nothing_is_late(two_days_later: Any) -> None:
    user = UserFactory(office=True)
    two_days_later()

    assert list(trail_todo.of(user)) == []


def test_the_auditor_reads_it_on_the_first_page(client: Client, two_days_later: Any) -> None:
    client.force_login(UserFactory(auditor=True))
    sign()
    happen()
    two_days_later()

    assert "留痕检查点超过一天没有签署" in client.get(reverse("home")).content.decode()
