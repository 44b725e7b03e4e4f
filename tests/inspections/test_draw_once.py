"""Two draws at the same moment, and a draw that is killed: there is one result, or none (draw.md §2.1)."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection

from inspections.models import ChainLink, Draw, DrawnEntity, DrawSession, Visit
from inspections.services import sessions
from inspections.status import DrawStatus, SessionStatus, TaskStatus
from tests.factories.accounts import UserFactory
from tests.factories.plans import SessionFactory, draw, two_tasks
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, IllegalMove

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(one: DrawSession, act: object, people: list[User]) -> list[str]:
    """What two people get who press the button at the same moment."""
    barrier = Barrier(len(people))

    def press(by: User) -> str:
        try:
            session = DrawSession.objects.get(pk=one.pk)
            barrier.wait()
            act(session, by)
            return "done"
        except (AlreadyDone, IllegalMove) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(press, people))


def two_people() -> list[User]:
    return UserFactory.create_batch(2, office=True)


def test_two_simultaneous_draws_give_one() -> None:
    session = SessionFactory(frozen=True, tasks=two_tasks(firms=3))

    answers = at_once(session, draw, two_people())

    assert answers == ["AlreadyDone", "done"]
    assert [link.kind for link in ChainLink.objects.all()] == ["F", "F", "R", "R"]
    assert DrawnEntity.objects.count() == Visit.objects.count() == 2


def test_two_simultaneous_freezes_give_one() -> None:
    session = SessionFactory(proposed=True, tasks=two_tasks(firms=3)[:1])

    answers = at_once(session, lambda it, by: sessions.confirm_freeze(session=it, by=by), two_people())

    assert answers == ["IllegalMove", "done"]
    assert Draw.objects.count() == ChainLink.objects.count() == 1


def killed_in_the_middle(session: DrawSession) -> None:
    command = [sys.executable, "-m", "tests.inspections.killed_draw"]
    arguments = [str(connection.settings_dict["NAME"]), str(session.pk), str(session.opened_by_id)]
    with subprocess.Popen(command + arguments, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half done\n"
        process.kill()


def test_a_killed_draw_leaves_nothing_half_done() -> None:
    session = SessionFactory(frozen=True, tasks=two_tasks(firms=3))

    killed_in_the_middle(session)

    session.refresh_from_db()
    assert session.status == SessionStatus.FROZEN
    assert {one.status for one in session.draws.all()} == {DrawStatus.FROZEN}
    assert {task.status for task in session.tasks.all()} == {TaskStatus.FROZEN}
    assert not DrawnEntity.objects.exists()
    assert not Visit.objects.exists()


def test_after_a_killed_draw_the_same_numbers_give_the_result() -> None:
    session = SessionFactory(frozen=True, tasks=two_tasks(firms=3))
    killed_in_the_middle(session)

    draw(session, session.opened_by)

    assert ChainLink.objects.filter(kind=ChainLink.Kind.RESULT).count() == 2
