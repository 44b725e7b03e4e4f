"""The numbers of a lottery: entered by two people after the bulletin, never before (decisions, Draw 5 and 7)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from inspections.models import DrawSession
from inspections.services import public_numbers, sessions
from inspections.status import SessionStatus
from tests.factories.accounts import UserFactory
from tests.factories.lotteries import coming, coming_at
from tests.factories.plans import DIGITS, SessionFactory, TaskFactory, firm, trade_of
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import moved_to, now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, SameHands

pytestmark = pytest.mark.django_db

SOURCE = coming()
BALLS = ["01", "05", "12", "18", "26", "33", "07"]
OTHER = ["01", "05", "12", "18", "26", "33", "08"]


@pytest.fixture
def session() -> DrawSession:
    return SessionFactory(frozen=True, sources=[SOURCE, ["W", "3"]])


@pytest.fixture
def later() -> Iterator[None]:
    """After the lottery was drawn."""
    with moved_to(coming_at() + timedelta(hours=1)):
        yield


@pytest.fixture
def second() -> User:
    return UserFactory(office=True)


def enter(session: DrawSession, by: User, balls: list[str] = BALLS) -> None:
    public_numbers.enter(session=session, source=SOURCE, values=balls, bulletin="中国福彩网公告", by=by)


def draw(session: DrawSession) -> DrawSession:
    return sessions.draw(session=session, numbers=[DIGITS], again=[DIGITS], by=session.opened_by)


def test_no_number_is_entered_before_the_lottery_is_drawn(session: DrawSession) -> None:
    with pytest.raises(DomainError, match="开奖，现在还没有号码"):
        enter(session, session.opened_by)


def test_two_people_enter_the_number_and_the_draw_reads_sources_in_order(
    session: DrawSession, later: None, second: User
) -> None:
    enter(session, session.opened_by)
    public_numbers.confirm(session=session, source=SOURCE, values=BALLS, by=second)

    draw(session)

    assert session.draws.get().public_lines == [f"SSQ,{SOURCE[1]}=01.05.12.18.26.33+07", "W,3=482913.070511.996004"]


def test_nobody_enters_a_number_twice_alone(session: DrawSession, later: None) -> None:
    enter(session, session.opened_by)

    with pytest.raises(SameHands, match="另一人复录"):
        public_numbers.confirm(session=session, source=SOURCE, values=BALLS, by=session.opened_by)


def test_a_second_entry_that_differs_is_refused(session: DrawSession, later: None, second: User) -> None:
    enter(session, session.opened_by)

    with pytest.raises(DomainError, match="与第一人录入的号码不同"):
        public_numbers.confirm(session=session, source=SOURCE, values=OTHER, by=second)


def test_the_first_may_enter_anew_until_the_second_agreed(session: DrawSession, later: None, second: User) -> None:
    enter(session, session.opened_by, OTHER)
    enter(session, session.opened_by)
    public_numbers.confirm(session=session, source=SOURCE, values=BALLS, by=second)

    with pytest.raises(AlreadyDone, match="号码更正"):
        enter(session, session.opened_by, OTHER)


def test_nobody_overwrites_the_number_another_entered(session: DrawSession, later: None, second: User) -> None:
    enter(session, session.opened_by)

    with pytest.raises(DomainError, match="已由另一人录入"):
        enter(session, second, OTHER)


def test_without_the_lottery_number_nothing_is_drawn(session: DrawSession, later: None) -> None:
    enter(session, session.opened_by)

    with pytest.raises(DomainError, match="尚未由两人录入"):
        draw(session)


@pytest.mark.parametrize("balls", [BALLS[:6], [*BALLS[:6], "17"], ["00", *BALLS[1:]], []])
def test_balls_that_no_machine_gives_are_refused(session: DrawSession, later: None, balls: list[str]) -> None:
    with pytest.raises(DomainError, match=r"号码不对|写法不对"):
        enter(session, session.opened_by, balls)


def test_a_number_needs_its_bulletin(session: DrawSession, later: None) -> None:
    with pytest.raises(DomainError, match="请写明开奖公告的出处"):
        public_numbers.enter(session=session, source=SOURCE, values=BALLS, bulletin=" ", by=session.opened_by)


def test_an_issue_that_was_not_announced_is_refused(session: DrawSession, later: None) -> None:
    with pytest.raises(DomainError, match="封存时没有公布"):
        public_numbers.enter(
            session=session, source=["SSQ", "2020041"], values=BALLS, bulletin="公告", by=session.opened_by
        )


def test_a_number_counts_as_known_from_the_moment_of_the_lottery(session: DrawSession) -> None:
    assert not public_numbers.known(session)
    with moved_to(coming_at() + timedelta(minutes=1)):
        assert public_numbers.known(session)


def test_no_sitting_names_a_lottery_that_was_drawn_already() -> None:
    with pytest.raises(DomainError, match="这一期已经开奖"):
        SessionFactory(sources=[SOURCE], lottery_at=now() - timedelta(minutes=1))


def test_no_sitting_names_a_lottery_without_its_hour() -> None:
    with pytest.raises(DomainError, match="须写明这一期的开奖时间"):
        SessionFactory(sources=[SOURCE], lottery_at=None)


def test_nothing_is_frozen_after_the_lottery_was_drawn(second: User) -> None:
    session = SessionFactory(proposed=True, sources=[SOURCE])

    with moved_to(coming_at() + timedelta(minutes=1)), pytest.raises(DomainError, match="已经开奖，现在封存就不公平"):
        sessions.confirm_freeze(session=session, by=second)


def test_no_sitting_lies_in_the_past() -> None:
    with pytest.raises(DomainError, match="不能早于今天"):
        SessionFactory(held_on=today() - timedelta(days=1))


def test_the_second_confirms_only_what_the_first_proposed(second: User) -> None:
    task = TaskFactory()
    session = SessionFactory(proposed=True, tasks=[task])
    firm(trade_of(task))

    with pytest.raises(DomainError, match="两人核对的不是同一份名录"):
        sessions.confirm_freeze(session=session, by=second)


def test_warnings_need_a_note(second: User) -> None:
    session = SessionFactory(tasks=[TaskFactory(officers=3)])

    with pytest.raises(DomainError, match="核对时有提醒事项"):
        sessions.propose_freeze(session=session, by=second)


def test_on_two_networks_the_receipt_opens_the_next_step(settings: object, second: User) -> None:
    settings.PUBLIC_SITE_APART = True  # type: ignore[attr-defined]
    session = SessionFactory(frozen=True)
    with pytest.raises(DomainError, match="还没有登记凭据"):
        draw(session)

    sessions.acknowledge(session=session, receipt="回执 2026-001", by=second)

    assert draw(session).status == SessionStatus.DRAWN
