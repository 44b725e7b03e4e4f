"""The sentence the office sees while a year is missing."""

from datetime import date

from yangcheng_inspect.workdays.models import CalendarYear

FIRST_REMINDER = (11, 1)  # the State Council publishes the next year's notice about then


def unentered_year_banner(today: date, *, provisional: bool = False) -> str:
    """Empty, or the sentence naming the years nobody entered.

    The next year is asked for from 1 November, and before that once an open deadline is `provisional`.
    """
    ask_next = provisional or (today.month, today.day) >= FIRST_REMINDER
    wanted = [today.year, today.year + 1] if ask_next else [today.year]
    entered = set(CalendarYear.objects.filter(year__in=wanted).values_list("year", flat=True))
    missing = [str(year) for year in wanted if year not in entered]
    if not missing:
        return ""
    return f"{'、'.join(missing)} 年节假日安排尚未录入，跨年时限按双休日推算，标为暂定。"
