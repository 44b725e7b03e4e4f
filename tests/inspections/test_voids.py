"""作废: two people, a public reason, and what a known number changes (decisions, Draw 5)."""

from datetime import timedelta
from typing import Any

import pytest

from inspections.lottery import digest
from inspections.models import ChainLink, Draw, DrawSession, Task, VoidRequest
from inspections.services import proofs, sessions, tasks, voids
from inspections.status import ApprovalStatus, DrawStatus, SessionStatus, TaskStatus, VisitStatus
from publicity.public_site.models import PublicDraw
from tests.factories.accounts import UserFactory
from tests.factories.inspections import somebody
from tests.factories.lotteries import coming, coming_at
from tests.factories.plans import SessionFactory, draw, end_of_task, two_tasks
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import moved_to, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove, SameHands

pytestmark = pytest.mark.django_db


def ask(frozen: Draw, **kwargs: Any) -> VoidRequest:
    given = {"code": "POOL", "reason": "名录漏了一个乡镇", "by": frozen.frozen_by} | kwargs
    return voids.propose(draw=frozen, **given)


def void(frozen: Draw) -> Draw:
    return voids.approve(request=ask(frozen), by=somebody(Role.LEADER))


def frozen_draw(**kwargs: Any) -> Draw:
    return SessionFactory(frozen=True, **kwargs).draws.get()


def drawn_draw() -> Draw:
    return SessionFactory(drawn=True).draws.get()


def test_nobody_voids_alone() -> None:
    both = UserFactory(roles=["OFFICE", "LEADER"])
    request = ask(frozen_draw(), by=both)

    with pytest.raises(SameHands, match="作废须由两人办理"):
        voids.approve(request=request, by=both)


def test_a_void_needs_a_reason() -> None:
    with pytest.raises(DomainError, match="理由会公开"):
        ask(frozen_draw(), reason=" ")


def test_before_a_number_is_known_the_task_may_be_frozen_again() -> None:
    ended = void(frozen_draw())

    task = Task.objects.get(pk=ended.task_id)
    again = SessionFactory(frozen=True, tasks=[task]).draws.get()

    assert (ended.status, again.status) == (DrawStatus.VOID, DrawStatus.FROZEN)
    assert again.number != ended.number
    assert again.prev == digest(ended.void_text, "sha256")


def test_after_a_number_is_known_the_task_is_over_for_good() -> None:
    ended = void(drawn_draw())

    assert Task.objects.get(pk=ended.task_id).status == TaskStatus.CANCELLED


def test_a_lottery_that_was_drawn_makes_the_number_known_though_nobody_entered_it() -> None:
    frozen = frozen_draw(sources=[coming(), ["W", "3"]])

    with moved_to(coming_at() + timedelta(minutes=1)):
        ended = void(frozen)

    assert Task.objects.get(pk=ended.task_id).status == TaskStatus.CANCELLED
    assert PublicDraw.objects.get(number=ended.number).number_known


def test_the_public_reads_whether_a_number_was_known_at_the_void() -> None:
    assert not PublicDraw.objects.get(number=void(frozen_draw()).number).number_known


def test_the_reason_of_a_void_names_nobody() -> None:
    with pytest.raises(DomainError, match="会公开，里面有手机号码"):
        ask(frozen_draw(), reason="见证人张某缺席，电话 13834560001")


def test_the_void_record_extends_the_chain() -> None:
    ended = void(frozen_draw())

    last = ChainLink.objects.order_by("-position").first()
    assert last is not None
    assert (last.kind, last.hash) == (ChainLink.Kind.VOID, digest(ended.void_text, "sha256"))
    assert f"prev\t{ended.frozen_sha256}\n" in ended.void_text


def test_the_public_reads_that_and_why() -> None:
    ended = void(drawn_draw())

    shown = PublicDraw.objects.get(number=ended.number)
    assert (shown.status, shown.void_reason) == ("VOID", "名录漏了一个乡镇")
    assert shown.void_hash == digest(shown.void_record, "sha256")


def test_visits_that_have_not_begun_are_called_off_with_their_form() -> None:
    drawn = drawn_draw()
    approval = drawn.approval

    void(drawn)

    approval.refresh_from_db()
    assert approval.status == ApprovalStatus.CANCELLED
    assert {visit.status for visit in approval.visits.all()} == {VisitStatus.CANCELLED}


def test_a_void_one_stays_readable_and_verifies() -> None:
    ended = void(drawn_draw())

    assert all(finding.ok for finding in proofs.verify(ended))
    assert ended.drawn.exists()


def test_a_draw_is_void_once() -> None:
    ended = void(frozen_draw())

    with pytest.raises(AlreadyDone, match="不能作废"):
        ask(ended)


def test_one_application_at_a_time() -> None:
    frozen = frozen_draw()
    ask(frozen)

    with pytest.raises(AlreadyDone, match="待决定"):
        ask(frozen)


def test_an_application_that_is_declined_lets_the_draw_stand() -> None:
    request = ask(frozen_draw())

    voids.decline(request=request, decision="名录没有问题", by=somebody(Role.LEADER))

    request.draw.refresh_from_db()
    assert request.draw.status == DrawStatus.FROZEN
    assert ask(request.draw).pk != request.pk


def test_the_other_tasks_of_the_sitting_go_on() -> None:
    session: DrawSession = SessionFactory(frozen=True, tasks=two_tasks(firms=6))
    first, second = session.draws.order_by("number")
    void(first)

    session.refresh_from_db()
    draw(session, session.opened_by)

    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.status, second.status) == (DrawStatus.VOID, DrawStatus.COMPUTED)


def test_a_sitting_of_which_nothing_is_left_is_over() -> None:
    ended = void(frozen_draw())

    session = DrawSession.objects.get(pk=ended.session_id)
    assert session.status == SessionStatus.CANCELLED
    with pytest.raises(IllegalMove):
        sessions.draw(session=session, numbers=[["1", "2", "3"]], again=[["1", "2", "3"]], by=session.opened_by)


def test_the_same_scope_again_needs_a_reason_and_the_leader() -> None:
    ended = void(drawn_draw())
    given = {"line": ended.task.line, "from_on": today(), "to_on": end_of_task(), "by": UserFactory(office=True)}
    with pytest.raises(DomainError, match="在号码已知后作废"):
        tasks.create(**given)

    again = tasks.create(again_reason="名录已补齐", **given)

    assert again.status == TaskStatus.PROPOSED
    assert tasks.approve(task=again, by=somebody(Role.LEADER)).status == TaskStatus.READY


def test_whoever_made_the_task_does_not_approve_it() -> None:
    ended, by = void(drawn_draw()), UserFactory(roles=["OFFICE", "LEADER"])
    again = tasks.create(line=ended.task.line, from_on=today(), to_on=end_of_task(), again_reason="再查", by=by)

    with pytest.raises(SameHands, match="不得由建立人本人批准"):
        tasks.approve(task=again, by=by)
