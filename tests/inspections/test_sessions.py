"""抽取场次: frozen by two people, drawn once."""

import pytest

from inspections.models import ChainLink, Draw, DrawNonce
from inspections.services import sessions
from inspections.status import DrawStatus, SessionStatus, TaskStatus
from tests.factories.accounts import UserFactory
from tests.factories.plans import DIGITS, SessionFactory, TaskFactory, draw, two_tasks
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove, SameHands

pytestmark = pytest.mark.django_db


def test_a_session_needs_a_task() -> None:
    with pytest.raises(DomainError, match="请至少选择一个"):
        SessionFactory(tasks=[])


def test_a_task_lies_in_one_session_only() -> None:
    task = TaskFactory()
    SessionFactory(tasks=[task])

    with pytest.raises(DomainError, match="已在别的场次里"):
        SessionFactory(tasks=[task])


def test_nobody_confirms_the_freeze_they_proposed() -> None:
    session = SessionFactory(proposed=True)

    with pytest.raises(SameHands, match="封存须由另一人确认"):
        sessions.confirm_freeze(session=session, by=session.proposed_by)


def test_nothing_is_frozen_before_somebody_proposed_it() -> None:
    with pytest.raises(IllegalMove, match="准备中"):
        sessions.confirm_freeze(session=SessionFactory(), by=UserFactory(office=True))


def test_two_people_freeze_every_task_of_the_session() -> None:
    session = SessionFactory(frozen=True, tasks=two_tasks(firms=4))

    assert session.status == SessionStatus.FROZEN
    assert {task.status for task in session.tasks.all()} == {TaskStatus.FROZEN}
    assert {frozen.status for frozen in session.draws.all()} == {DrawStatus.FROZEN}


def test_a_frozen_session_is_not_frozen_again() -> None:
    session = SessionFactory(frozen=True)

    with pytest.raises(IllegalMove, match="已封存，待抽取"):
        sessions.confirm_freeze(session=session, by=UserFactory(office=True))
    assert Draw.objects.count() == 1


def test_a_proposal_that_is_sent_back_can_be_made_by_another() -> None:
    session = SessionFactory(proposed=True)
    sessions.withdraw_proposal(session=session, reason="名录还要核对", by=UserFactory(office=True))

    again = sessions.propose_freeze(session=session, by=UserFactory(office=True))

    assert again.status == SessionStatus.PROPOSED


def test_a_session_given_up_lets_its_tasks_go() -> None:
    session = SessionFactory()
    sessions.cancel(session=session, reason="改期", by=session.opened_by)

    assert not session.tasks.exists()
    session.refresh_from_db()
    assert session.status == SessionStatus.CANCELLED


def test_a_frozen_session_is_not_given_up() -> None:
    with pytest.raises(DomainError, match="只有准备中的场次可以取消"):
        sessions.cancel(session=SessionFactory(frozen=True), reason="改期", by=UserFactory(office=True))


def test_numbers_typed_differently_the_second_time_stop_the_draw() -> None:
    session = SessionFactory(frozen=True)

    with pytest.raises(DomainError, match="两次录入的抽取号码不一致"):
        sessions.draw(session=session, numbers=[DIGITS], again=[[*DIGITS[:2], "996005"]], by=session.opened_by)
    assert not ChainLink.objects.filter(kind=ChainLink.Kind.RESULT).exists()


@pytest.mark.parametrize("numbers", [[DIGITS[:2]], [[*DIGITS[:2], "98a713"]], []])
def test_numbers_that_do_not_fit_the_sources_are_refused(numbers: list[list[str]]) -> None:
    session = SessionFactory(frozen=True)

    with pytest.raises(DomainError, match=r"见证人数字不对|公开随机数|应录入"):
        sessions.draw(session=session, numbers=numbers, again=numbers, by=session.opened_by)
    session.refresh_from_db()
    assert session.status == SessionStatus.FROZEN


def test_who_read_the_numbers_is_kept() -> None:
    session = SessionFactory(frozen=True)

    drawn = sessions.draw(
        session=session, numbers=[DIGITS], again=[DIGITS], by=session.opened_by, witnesses=["甲", "乙", "丙"]
    )

    assert drawn.witnesses == "甲、乙、丙"


def test_nothing_is_drawn_before_the_freeze() -> None:
    with pytest.raises(IllegalMove, match="待第二人确认封存"):
        draw(SessionFactory(proposed=True), UserFactory(office=True))


def test_a_second_draw_says_that_it_was_done() -> None:
    session = SessionFactory(drawn=True)
    before = session.draws.get().result_hash

    with pytest.raises(AlreadyDone, match="结果不能重来"):
        draw(session, UserFactory(office=True), digits=["000000", "111111", "222222"])
    assert session.draws.get().result_hash == before


def test_the_nonce_lies_sealed_and_nowhere_else() -> None:
    session = SessionFactory(frozen=True)
    frozen = session.draws.get()

    assert len(frozen.nonce.sealed) > 64
    assert DrawNonce.objects.get().sealed not in frozen.frozen_text + frozen.commit_text
