"""Which days count: the arithmetic, the shipped notices, the provisional deadline, the meter."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import chinese_calendar
import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests.factories.accounts import UserFactory
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.workdays import calendar, services
from yangcheng_inspect.workdays.banner import unentered_year_banner
from yangcheng_inspect.workdays.calendar import Deadline, add_workdays, is_workday, workdays_left
from yangcheng_inspect.workdays.meter import meter
from yangcheng_inspect.workdays.models import CalendarYear, SpecialDay
from yangcheng_inspect.workdays.reading import Day, read_days, shipped, write_days
from yangcheng_inspect.workdays.signals import calendar_changed
from yangcheng_inspect.workdays.templatetags.cn_dates import cn_date, cn_day, cn_moment

SHIPPED = {day.date: day.works for _, days in shipped().values() for day in days}
NEW_YEAR = Day(date(2027, 1, 1), False, "元旦")
NOTICE = "国办发明电〔2026〕9号"


def test_every_shipped_day_agrees_with_the_state_council() -> None:
    first = date(2023, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(2027, 1, 1) - first).days)]

    wrong = [day for day in days if is_workday(day, SHIPPED) != chinese_calendar.is_workday(day)]

    assert wrong == []


def test_shipped_work_days_of_2026_are_the_six_of_the_notice() -> None:
    worked = [day for day, works in SHIPPED.items() if works and day.year == 2026]

    assert [f"{day:%m-%d}" for day in worked] == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 4, 2), 5, date(2026, 4, 10)),  # 清明节 on Monday the 6th
        (date(2026, 9, 28), 5, date(2026, 10, 10)),  # 国庆节, the Saturday works
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday that works
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # begins on a weekend
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
    ],
)
def test_the_day_of_the_event_is_day_nought(start: date, days: int, due: date) -> None:
    assert add_workdays(start, days, SHIPPED) == due


def test_days_are_never_counted_backwards() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_workdays(date(2026, 3, 2), -1, SHIPPED)


def test_days_left_are_negative_once_the_day_is_past() -> None:
    assert workdays_left(date(2026, 4, 10), date(2026, 4, 2), SHIPPED) == -5


@pytest.mark.django_db
def test_the_database_knows_the_shipped_years() -> None:
    assert calendar.load() == calendar.Calendar(SHIPPED, frozenset({2023, 2024, 2025, 2026}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "due", "provisional"),
    [
        (date(2026, 12, 24), date(2026, 12, 31), False),
        (date(2026, 12, 25), date(2027, 1, 1), True),
        (date(2022, 12, 31), date(2023, 1, 9), False),
        (date(2022, 12, 29), date(2023, 1, 6), True),
    ],
)
def test_a_deadline_through_an_unentered_year_is_provisional(start: date, due: date, provisional: bool) -> None:
    assert calendar.deadline(start, 5) == Deadline(due, provisional)


@pytest.mark.django_db
def test_entering_the_year_settles_the_deadline() -> None:
    services.enter_year(year=2027, source=NOTICE, days=[NEW_YEAR], by=UserFactory(office=True))

    assert calendar.deadline(date(2026, 12, 25), 5) == Deadline(date(2027, 1, 4), False)


@pytest.mark.django_db
def test_working_days_between_two_dates_follow_the_table() -> None:
    assert calendar.workdays_between(date(2026, 4, 2), date(2026, 4, 10)) == 5


@pytest.mark.django_db
def test_a_change_of_the_calendar_is_announced() -> None:
    heard: list[frozenset[int]] = []

    def hear(years: frozenset[int], **_: object) -> None:
        heard.append(years)

    calendar_changed.connect(hear)
    try:
        services.enter_year(year=2027, source=NOTICE, days=[NEW_YEAR], by=None)
    finally:
        calendar_changed.disconnect(hear)

    assert heard == [frozenset({2027})]


@pytest.mark.django_db
def test_a_year_is_not_entered_twice() -> None:
    with pytest.raises(AlreadyDone, match="2026 年节假日安排已经录入"):
        services.enter_year(year=2026, source=NOTICE, days=[Day(date(2026, 1, 1), False, "元旦")], by=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("source", "days", "sentence"),
    [
        (" ", [NEW_YEAR], "依据"),
        (NOTICE, [], "没有读到 2027 年"),
        (NOTICE, [Day(date(2026, 12, 31), False, "元旦")], "2026-12-31 不在 2027 年"),
    ],
)
def test_an_incomplete_notice_is_refused(source: str, days: list[Day], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        services.enter_year(year=2027, source=source, days=days, by=None)


@pytest.mark.django_db
def test_a_year_is_amended_as_a_whole_and_with_a_reason() -> None:
    services.amend_year(
        year=2026, source=NOTICE, days=[Day(date(2026, 1, 1), False, "元旦")], reason="通知有更正", by=None
    )

    assert SpecialDay.objects.filter(year=2026).count() == 1


@pytest.mark.django_db
def test_a_year_is_not_amended_without_a_reason() -> None:
    with pytest.raises(DomainError, match="原因"):
        services.amend_year(year=2026, source=NOTICE, days=[Day(date(2026, 1, 1), False, "元旦")], reason="", by=None)


@pytest.mark.django_db
def test_loading_again_changes_nothing() -> None:
    out = StringIO()

    call_command("load_special_days", stdout=out)

    assert out.getvalue() == "节假日安排没有变化。\n"


@pytest.mark.django_db
def test_loading_leaves_alone_what_a_person_entered() -> None:
    days = [Day(date(2026, 1, 1), False, "元旦")]
    services.amend_year(year=2026, source=NOTICE, days=days, reason="更正", by=UserFactory(office=True))

    services.load_shipped()

    assert services.days_of(CalendarYear.objects.get(year=2026)) == days


@pytest.mark.django_db
def test_loading_mends_a_shipped_year() -> None:
    days = [Day(date(2026, 1, 1), False, "元旦")]
    services.amend_year(year=2026, source=NOTICE, days=days, reason="旧版本", by=None)

    assert services.load_shipped() == [2026]


@pytest.mark.django_db
def test_a_day_belongs_to_its_own_year() -> None:
    day = SpecialDay(date=date(2025, 5, 10), year_id=2026, works=True, name="误", source="误")

    with pytest.raises(IntegrityError), transaction.atomic():
        day.save()


def test_a_range_is_read_without_its_weekend() -> None:
    days = read_days("2027年2月5日至2027年2月8日 放假 春节\n\n2027-02-14,上班,春节调休上班")

    assert [(day.date.day, day.works, day.name) for day in days] == [
        (5, False, "春节"),
        (8, False, "春节"),
        (14, True, "春节调休上班"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2027-01-01 放假 元旦\n元旦放假", "第 2 行认不出来"),
        ("2027-02-30 放假 春节", "第 1 行的日期不存在"),
        ("2027-02-11至2027-02-05 放假 春节", "起止日期颠倒"),
        ("2027-01-01 放假 元旦\n2027/1/1 放假 元旦", "2027-01-01 出现了两次"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(text: str, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        read_days(text)


def test_days_written_are_read_again() -> None:
    days = shipped()[2026][1]

    assert read_days(write_days(days)) == days


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "provisional", "named"),
    [
        (date(2026, 10, 31), False, ""),
        (date(2026, 11, 1), False, "2027"),
        (date(2026, 3, 2), True, "2027"),
        (date(2027, 3, 2), False, "2027"),
    ],
)
def test_the_banner_names_the_missing_year(today: date, provisional: bool, named: str) -> None:
    banner = unentered_year_banner(today, provisional=provisional)

    assert banner == (f"{named} 年节假日安排尚未录入，跨年时限按双休日推算，标为暂定。" if named else "")


@pytest.mark.parametrize(
    ("today", "used", "words", "tone"),
    [
        (date(2026, 4, 2), 0, "剩 5 个工作日", "green"),
        (date(2026, 4, 7), 2, "剩 3 个工作日", "green"),
        (date(2026, 4, 8), 3, "剩 2 个工作日", "amber"),
        (date(2026, 4, 9), 4, "剩 1 个工作日", "amber"),
        (date(2026, 4, 10), 5, "今天 24:00 截止", "red"),
        (date(2026, 4, 11), 5, "已逾期 1 个工作日", "red"),
        (date(2026, 4, 13), 5, "已逾期 1 个工作日", "red"),
        (date(2026, 4, 14), 5, "已逾期 2 个工作日", "red"),
    ],
)
def test_the_meter_speaks_of_the_day(today: date, used: int, words: str, tone: str) -> None:
    shown = meter(date(2026, 4, 2), today, Deadline(date(2026, 4, 10), False), SHIPPED)

    assert (shown.used, shown.words, shown.tone, sum(shown.boxes)) == (used, words, tone, used)


def test_a_paused_publication_says_so() -> None:
    shown = meter(date(2026, 4, 2), date(2026, 4, 7), Deadline(date(2026, 4, 10), True), SHIPPED, paused=True)

    assert (shown.words, shown.tone, shown.provisional) == ("暂缓公示", "violet", True)


def test_a_long_period_is_drawn_on_five_boxes() -> None:
    due = Deadline(add_workdays(date(2026, 3, 2), 20, SHIPPED), False)

    assert meter(date(2026, 3, 2), date(2026, 3, 16), due, SHIPPED).used == 2


def test_dates_are_written_as_people_here_write_them() -> None:
    moment = datetime(2026, 4, 1, 22, 20, tzinfo=UTC)

    assert (cn_day(moment), cn_date(moment), cn_moment(moment)) == (
        "4月2日 周四",
        "2026年4月2日",
        "4月2日 周四 06:20",
    )


def test_no_date_is_written_as_nothing() -> None:
    assert (cn_day(None), cn_date(None), cn_moment(None)) == ("", "", "")
