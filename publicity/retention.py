"""公示保留期: for how long a result stays on the page, by its kind (信用修复; 参照市场监管总局令第45号). Pure.

The time runs from the day of publication. What is not settled yet does not end: an order still open stays until the
end of the matter has been shown.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from inspections.choices import ABSENT_RESULTS, PROBLEM_RESULTS, Result

CLEAN, PROBLEM = "retention_clean_years", "retention_problem_years"
UNREACHED, OBSTRUCTED = "retention_unreached_years", "retention_obstructed_years"
KINDS: Mapping[str, list[str]] = {
    CLEAN: [Result.NONE.value],
    PROBLEM: [one.value for one in PROBLEM_RESULTS],
    UNREACHED: [one.value for one in ABSENT_RESULTS if one != Result.OBSTRUCTED],
    OBSTRUCTED: [Result.OBSTRUCTED.value],
}
"""Parameter -> the results it speaks of; every result belongs to one."""

OPEN = [Result.ORDERED.value]
"""责令改正中: what became of it has to be shown first."""


def before(day: date, years: int) -> date:
    """The last day of publication whose time is over on `day`."""
    if (day.month, day.day) == (2, 29):
        day = date(day.year, 2, 28)
    return day.replace(year=day.year - years)


def ends_on(published_on: date, years: int) -> date:
    """The first day on which it is no longer shown."""
    if (published_on.month, published_on.day) == (2, 29):
        return date(published_on.year + years, 3, 1)
    return published_on.replace(year=published_on.year + years)


def kind_of(record: Mapping[str, Any]) -> str:
    """The parameter that rules a public record."""
    code = record["result"]["code"]
    return next(key for key, codes in KINDS.items() if code in codes)


def reason(years: int) -> str:
    """What the tombstone says: the rule, and nothing about the business."""
    return f"公示满 {years} 年，按公示保留期的规定结束公示"
