"""Many writers at once: one log, no fork, no gap, no deadlock."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import F

from tests.factories.accounts import DeputyFactory, UserFactory
from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.trail.models import Head
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.trail.verify import verify

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, EACH = 8, 15


def together(*works: Callable[[], None]) -> None:
    """Run each in a thread with its own connection; raises what any of them raised."""

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        for result in [pool.submit(run, work) for work in works]:
            result.result(timeout=60)


def test_eight_writers_make_one_log_without_fork_or_gap() -> None:
    shared, own = UserFactory(), [UserFactory() for _ in range(WRITERS)]
    before = Head.objects.get().size

    def work(user: User) -> None:
        for turn in range(EACH):
            with transaction.atomic():
                target = shared if turn % 3 == 0 else user
                User.objects.filter(pk=target.pk).update(session_epoch=F("session_epoch") + 1)
                record("user.amend", target=target, by=None)
                record("login.ok", target=shared, by=user)

    together(*(lambda user=user: work(user) for user in own))

    report = verify("default")
    assert report.fails == []
    assert report.events == before + 2 * WRITERS * EACH


@pytest.mark.slow
def test_eight_writers_for_ten_seconds_leave_a_log_that_replays() -> None:
    shared, own = UserFactory(), [UserFactory() for _ in range(WRITERS)]
    before, until, written = Head.objects.get().size, time.monotonic() + 10, [0] * WRITERS

    def work(place: int, user: User) -> None:
        while time.monotonic() < until:
            with transaction.atomic():
                User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
                record("user.amend", target=user, by=None)
                record("login.ok", target=shared, by=user)
            written[place] += 2

    together(*(lambda place=place, user=user: work(place, user) for place, user in enumerate(own)))

    report = verify("default")
    assert report.fails == []
    assert report.events == before + sum(written)
    assert min(written) > 0


def test_a_key_check_never_waits_while_it_holds_the_head() -> None:
    """One holds a person's row and wants the head; the other's new row names that person."""
    person, principal = UserFactory(leader=True), UserFactory(leader=True)
    held, inserted = threading.Event(), threading.Event()

    def holder() -> None:
        with transaction.atomic():
            locked = User.objects.select_for_update().get(pk=person.pk)
            held.set()
            assert inserted.wait(20)
            time.sleep(0.5)  # the other is committing now
            record("user.amend", target=locked, by=None)

    def namer() -> None:
        assert held.wait(20)
        with transaction.atomic():
            deputy = DeputyFactory.build(principal=principal, deputy=person)
            deputy.save(force_insert=True)
            record("user.appoint_deputy", target=deputy, by=None)
            inserted.set()

    together(holder, namer)

    assert Deputy.objects.filter(principal=principal).exists()
