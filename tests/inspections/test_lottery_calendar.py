"""A named issue belongs to the hour that is stated for it: nobody names numbers that are known already."""

from datetime import datetime, timedelta

import pytest

from inspections import lottery_calendar
from tests.factories.lotteries import coming, coming_at
from tests.factories.plans import SessionFactory
from yangcheng_inspect.errors import DomainError

THURSDAY = datetime(2026, 11, 19, 21, 15, tzinfo=lottery_calendar.HERE)


def refuse(kind: str, issue: str, at: datetime) -> None:
    lottery_calendar.refuse([[kind, issue], ["W", "3"]], at)


def test_the_issue_of_the_day_may_be_named() -> None:
    refuse("SSQ", "2026136", THURSDAY)
    refuse("KL8", "2026313", THURSDAY)


def test_a_lottery_is_drawn_on_its_weekdays_alone() -> None:
    with pytest.raises(DomainError, match="双色球每周二、四、日 21:15 开奖"):
        refuse("SSQ", "2026136", THURSDAY + timedelta(days=1))


def test_no_hour_after_the_real_draw_is_stated() -> None:
    with pytest.raises(DomainError, match="快乐8每天 21:30 开奖"):
        refuse("KL8", "2026313", THURSDAY + timedelta(minutes=16))


def test_an_issue_belongs_to_the_year_of_its_draw() -> None:
    with pytest.raises(DomainError, match="不是同一年"):
        refuse("SSQ", "2025136", THURSDAY)


@pytest.mark.parametrize("issue", ["2026040", "2026150"])
def test_an_issue_of_another_season_is_refused(issue: str) -> None:
    with pytest.raises(DomainError, match="应在 2026131 至 2026139 期之间"):
        refuse("SSQ", issue, THURSDAY)


def test_a_lottery_whose_hours_nobody_knows_is_refused() -> None:
    with pytest.raises(DomainError, match="没有登记这种彩票"):
        refuse("DLT", "26136", THURSDAY)


def test_the_next_draw_lies_ahead_on_a_day_of_the_game() -> None:
    assert lottery_calendar.next_draw("SSQ", THURSDAY) == THURSDAY + timedelta(days=3)
    assert lottery_calendar.next_draw("SSQ", THURSDAY - timedelta(minutes=1)) == THURSDAY


@pytest.mark.django_db
def test_no_sitting_names_an_issue_of_another_year() -> None:
    with pytest.raises(DomainError, match="不是同一年"):
        SessionFactory(sources=[["SSQ", "2020001"]], lottery_at=coming_at())


@pytest.mark.django_db
def test_a_sitting_names_the_coming_issue() -> None:
    assert SessionFactory(sources=[coming(), ["W", "3"]]).lottery_at == coming_at()
