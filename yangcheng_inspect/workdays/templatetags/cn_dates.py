"""Dates as people here write them: in lists `4月2日 周四`, in documents `2026年4月2日`, moments `4月2日 周四 14:20`."""

from datetime import date, datetime

from django import template
from django.utils import timezone

register = template.Library()
WEEK = "一二三四五六日"


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def cn_day(value: date | datetime | None) -> str:
    """`4月2日 周四`; empty for nothing."""
    if not value:
        return ""
    day = _day(value)
    return f"{day.month}月{day.day}日 周{WEEK[day.weekday()]}"


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """`2026年4月2日`; empty for nothing."""
    if not value:
        return ""
    day = _day(value)
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def cn_moment(value: datetime | None) -> str:
    """`4月2日 周四 14:20`; empty for nothing."""
    return f"{cn_day(value)} {timezone.localtime(value):%H:%M}" if value else ""
