"""公示期限 over every State Council holiday of 2023–2026 (方案三(二)4: 5个工作日), and the board at every midnight."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from publicity.board_lists import TONES, of_tone
from publicity.models import Publication
from tests.factories.inspections import InspectionFactory
from tests.factories.plans import amend
from tests.project import notices
from yangcheng_inspect import clock
from yangcheng_inspect.workdays.calendar import Calendar, Deadline
from yangcheng_inspect.workdays.meter import meter
from yangcheng_inspect.workdays.reading import shipped

SHIPPED = shipped()
SPECIAL = {day.date: day.works for _, days in SHIPPED.values() for day in days}
CALENDAR = Calendar(SPECIAL, frozenset(SHIPPED))
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)

# Counted by hand on the notices: the check ended on the eve, on a free day, on the first day back; due five days on.
BY_HAND = """
2023 元旦 2022-12-30 2023-01-09 2023-01-02 2023-01-09 2023-01-03 2023-01-10
2023 春节 2023-01-20 2023-02-01 2023-01-24 2023-02-01 2023-01-28 2023-02-02
2023 清明 2023-04-04 2023-04-12 2023-04-05 2023-04-12 2023-04-06 2023-04-13
2023 劳动 2023-04-28 2023-05-09 2023-05-01 2023-05-09 2023-05-04 2023-05-10
2023 端午 2023-06-21 2023-06-29 2023-06-22 2023-06-29 2023-06-25 2023-06-30
2023 中秋国庆 2023-09-28 2023-10-11 2023-10-01 2023-10-11 2023-10-07 2023-10-12
2024 元旦 2023-12-29 2024-01-08 2024-01-01 2024-01-08 2024-01-02 2024-01-09
2024 春节 2024-02-09 2024-02-22 2024-02-12 2024-02-22 2024-02-18 2024-02-23
2024 清明 2024-04-03 2024-04-11 2024-04-04 2024-04-11 2024-04-07 2024-04-12
2024 劳动 2024-04-30 2024-05-10 2024-05-01 2024-05-10 2024-05-06 2024-05-11
2024 端午 2024-06-07 2024-06-17 2024-06-10 2024-06-17 2024-06-11 2024-06-18
2024 中秋 2024-09-13 2024-09-23 2024-09-16 2024-09-24 2024-09-18 2024-09-25
2024 国庆 2024-09-30 2024-10-12 2024-10-01 2024-10-12 2024-10-08 2024-10-14
2025 元旦 2024-12-31 2025-01-08 2025-01-01 2025-01-08 2025-01-02 2025-01-09
2025 春节 2025-01-27 2025-02-10 2025-01-29 2025-02-10 2025-02-05 2025-02-11
2025 清明 2025-04-03 2025-04-11 2025-04-04 2025-04-11 2025-04-07 2025-04-14
2025 劳动 2025-04-30 2025-05-12 2025-05-01 2025-05-12 2025-05-06 2025-05-13
2025 端午 2025-05-30 2025-06-09 2025-06-02 2025-06-09 2025-06-03 2025-06-10
2025 国庆中秋 2025-09-30 2025-10-14 2025-10-06 2025-10-14 2025-10-09 2025-10-15
2026 元旦 2025-12-31 2026-01-08 2026-01-01 2026-01-08 2026-01-04 2026-01-09
2026 春节 2026-02-14 2026-02-28 2026-02-17 2026-02-28 2026-02-24 2026-03-02
2026 清明 2026-04-03 2026-04-13 2026-04-06 2026-04-13 2026-04-07 2026-04-14
2026 劳动 2026-04-30 2026-05-11 2026-05-01 2026-05-11 2026-05-06 2026-05-12
2026 端午 2026-06-18 2026-06-26 2026-06-19 2026-06-26 2026-06-22 2026-06-29
2026 中秋 2026-09-24 2026-10-09 2026-09-25 2026-10-09 2026-09-28 2026-10-10
2026 国庆 2026-09-30 2026-10-13 2026-10-01 2026-10-13 2026-10-08 2026-10-14
"""

# A Saturday or Sunday that works is one of the five.
MADE_UP = [
    (date(2024, 2, 2), date(2024, 2, 8)),  # Sunday 4 February works
    (date(2024, 9, 27), date(2024, 10, 10)),  # Sunday 29 September works
    (date(2025, 1, 24), date(2025, 2, 7)),  # Sunday 26 January works
    (date(2025, 4, 25), date(2025, 5, 6)),  # Sunday 27 April works
    (date(2025, 9, 26), date(2025, 10, 10)),  # Sunday 28 September works
    (date(2026, 2, 13), date(2026, 2, 27)),  # Saturday 14 February works
    (date(2026, 9, 18), date(2026, 9, 24)),  # Sunday 20 September works
]


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def named() -> list[tuple[str, date, date]]:
    """`2026 春节 eve`, the day the check ended, the day it is due."""
    found = []
    for line in BY_HAND.strip().splitlines():
        year, holiday, *days = line.split()
        pairs = zip(("eve", "on", "after"), days[::2], days[1::2], strict=True)
        found += [(f"{year} {holiday} {when}", date.fromisoformat(e), date.fromisoformat(d)) for when, e, d in pairs]
    return found


def test_the_notices_of_four_years_are_shipped_whole_with_their_numbers() -> None:
    sources = {year: source for year, (source, _) in SHIPPED.items()}
    numbers = ["国办发明电〔2022〕16号", "国办发明电〔2023〕7号", "国办发明电〔2024〕12号", "国办发明电〔2025〕7号"]
    days = days_between(FIRST, LAST)

    assert sources == dict(zip(range(2023, 2027), numbers, strict=True))
    assert [day for day in days if SPECIAL.get(day, day.weekday() < 5) != notices.works(day)] == []


@pytest.mark.parametrize(("ended", "due"), [case[1:] for case in named()], ids=[case[0] for case in named()])
def test_a_holiday_moves_the_day_as_counted_by_hand(ended: date, due: date) -> None:
    assert CALENDAR.deadline(ended, 5).on == due


@pytest.mark.parametrize(("ended", "due"), MADE_UP, ids=str)
def test_a_day_worked_instead_is_one_of_the_five(ended: date, due: date) -> None:
    assert CALENDAR.deadline(ended, 5).on == due


def test_every_day_of_four_years_is_due_when_plain_counting_says() -> None:
    days = days_between(FIRST, LAST)

    wrong = [(day, n) for day in days for n in (5, 20) if CALENDAR.deadline(day, n).on != notices.due(day, n)]

    assert wrong == []


def test_a_day_is_provisional_exactly_when_its_period_reaches_a_year_nobody_entered() -> None:
    days = days_between(date(2026, 11, 1), LAST)

    wrong = [day for day in days if CALENDAR.deadline(day, 20).provisional != (notices.due(day, 20).year == 2027)]

    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ended", "due"),
    [
        (date(2023, 9, 28), date(2023, 10, 11)),
        (date(2024, 9, 30), date(2024, 10, 12)),
        (date(2025, 1, 27), date(2025, 2, 10)),
        (date(2026, 2, 14), date(2026, 2, 28)),
    ],
)
def test_a_check_that_ends_a_minute_before_midnight_on_the_eve_is_counted_from_the_eve(ended: date, due: date) -> None:
    with clock.moved_to(datetime.combine(ended, time(23, 59), SHANGHAI)):
        publication = InspectionFactory(submitted=True).publication

    assert (publication.ended_on, publication.due_on, publication.provisional) == (ended, due, False)


# 春节 and 国庆 2026, from a week before to a week after; checks that end before, in and after the free days.
SWEEPS = [
    (date(2026, 2, 7), date(2026, 3, 3), [date(2026, 2, day) for day in (6, 10, 13, 14, 24)]),
    (date(2026, 9, 18), date(2026, 10, 16), [*(date(2026, 9, day) for day in (17, 21, 24, 30)), date(2026, 10, 8)]),
]
EDGES = (time(0, 0), time(23, 59, 59))


def seen_at(moment: datetime) -> date:
    """The day that the clock shows."""
    with clock.moved_to(moment):
        return clock.today()


def on_the_meter(today: date, rows: list[Publication]) -> Counter[str]:
    drawn = (meter(row.ended_on, today, Deadline(row.due_on, False), SPECIAL) for row in rows)
    return Counter(one.tone for one in drawn)


@pytest.mark.django_db
def test_the_board_counts_as_the_meter_and_the_notices_say_at_every_midnight() -> None:
    rows, wrong = [InspectionFactory(submitted=True).publication for _ in range(5)], []
    for first, last, ended in SWEEPS:
        for row, day in zip(rows, ended, strict=True):
            amend(row, ended_on=day, due_on=CALENDAR.deadline(day, 5).on)
        for day in days_between(first, last):
            assert {seen_at(datetime.combine(day, edge, SHANGHAI)) for edge in EDGES} == {day}
            counted = {tone: of_tone(Publication.objects.all(), tone, day, SPECIAL).count() for tone in TONES}
            told = Counter(notices.tone(day, row.due_on) for row in rows)
            if not +Counter(counted) == on_the_meter(day, rows) == told:
                wrong.append((day, counted, told))

    assert wrong == []
