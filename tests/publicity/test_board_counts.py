"""The board's counts are the database's at every boundary: 23:59, midnight, weekend, holiday (issue 7, Shows)."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from publicity.models import Publication
from tests.factories.accounts import UserFactory
from tests.factories.inspections import InspectionFactory
from tests.factories.plans import amend
from yangcheng_inspect import clock
from yangcheng_inspect.workdays import calendar, services

# Qingming 2026: 4 to 6 April are free; 3 April is a Friday, 7 April a Tuesday.
DUE = [date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 7), date(2026, 4, 10)]
MOMENTS = [
    (1, 12, 0),  # two before, all in time
    (1, 23, 59),  # the last minute before the first due day
    (2, 0, 0),
    (2, 23, 59),  # due today, still in time
    (3, 0, 0),  # a day late from midnight
    (4, 0, 0),  # Saturday of the holiday
    (6, 23, 59),  # its last minute
    (7, 0, 0),
    (8, 9, 0),
    (10, 23, 59),
    (11, 0, 0),  # everything late
]


def moment(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 4, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def board(client: Client, db: None) -> Client:
    """Four that wait, one of them held besides, seen by the office."""
    services.load_shipped()
    with clock.moved_to(moment(1, 8, 0)):
        rows = [InspectionFactory(signed=True).publication for _ in range(5)]
        for row, due in zip(rows, [*DUE, DUE[0]], strict=True):
            amend(row, ended_on=date(2026, 3, 26), due_on=due)
        amend(rows[4], held_at=clock.now(), held_reason="侦查需要")
        client.force_login(UserFactory(office=True))
    return client


def by_hand(today: date) -> Counter[str]:
    """Colours counted without the board's own queries."""
    known = calendar.load()
    found: Counter[str] = Counter()
    for due in Publication.objects.filter(held_at__isnull=True).values_list("due_on", flat=True):
        left = known.workdays_between(today, due)
        found["red" if due <= today else "amber" if left <= 2 else "green"] += 1
        found["late"] += due < today
        found["today"] += due == today
    return found


def test_strip_colours_tabs_and_sentence_count_what_the_database_holds(board: Client) -> None:
    for when in MOMENTS:
        with clock.moved_to(moment(*when)):
            told = board.get(reverse("publication_board")).context
            real = by_hand(clock.today())
        tabs = {word: count for _, word, count, _ in told["tabs"]}
        tones = {tone: count for _, tone, _, _, count in told["tones"]}

        assert (tabs["待公示"], tabs["暂缓公示"], tabs["全部"]) == (4, 1, 5), when
        assert tones == {tone: real[tone] for tone in ("red", "amber", "green")}, when
        assert f"待公示 4 件，已逾期 {real['late']} 件，今天到期 {real['today']} 件。" in told["hint"], when
        assert sum(cell.count for cell in told["strip"]) == 4, when
        assert [row.meter.tone for row in told["rows"]].count("red") == real["red"], when


def test_a_link_leads_to_as_many_rows_as_it_says(board: Client) -> None:
    with clock.moved_to(moment(3, 9, 0)):
        real = by_hand(clock.today())
        for tone in ("late", "today", "red", "amber", "green"):
            assert board.get(reverse("publication_board"), {"tone": tone}).context["total"] == real[tone], tone
