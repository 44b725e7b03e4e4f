"""The State Council's holiday notices 2023–2026 as they read, and the plainest way to count by them.

Typed from the notices, not from the product's data: whole free ranges with their weekends, and the days worked instead.
"""

from datetime import date, timedelta

FREE = """
2022-12-31 2023-01-02 元旦 国办发明电〔2022〕16号
2023-01-21 2023-01-27 春节
2023-04-05 2023-04-05 清明节
2023-04-29 2023-05-03 劳动节
2023-06-22 2023-06-24 端午节
2023-09-29 2023-10-06 中秋节、国庆节
2024-01-01 2024-01-01 元旦 国办发明电〔2023〕7号
2024-02-10 2024-02-17 春节
2024-04-04 2024-04-06 清明节
2024-05-01 2024-05-05 劳动节
2024-06-10 2024-06-10 端午节
2024-09-15 2024-09-17 中秋节
2024-10-01 2024-10-07 国庆节
2025-01-01 2025-01-01 元旦 国办发明电〔2024〕12号
2025-01-28 2025-02-04 春节
2025-04-04 2025-04-06 清明节
2025-05-01 2025-05-05 劳动节
2025-05-31 2025-06-02 端午节
2025-10-01 2025-10-08 国庆节、中秋节
2026-01-01 2026-01-03 元旦 国办发明电〔2025〕7号
2026-02-15 2026-02-23 春节
2026-04-04 2026-04-06 清明节
2026-05-01 2026-05-05 劳动节
2026-06-19 2026-06-21 端午节
2026-09-25 2026-09-27 中秋节
2026-10-01 2026-10-07 国庆节
"""

WORKED = """
2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""

RANGES = [tuple(map(date.fromisoformat, line.split()[:2])) for line in FREE.strip().splitlines()]
WORKED_DAYS = frozenset(map(date.fromisoformat, WORKED.split()))


def works(day: date) -> bool:
    """Worked instead, or Monday to Friday outside every free range."""
    free = any(first <= day <= last for first, last in RANGES)
    return day in WORKED_DAYS or (day.isoweekday() <= 5 and not free)


def due(ended_on: date, days: int) -> date:
    """Walk on, one day at a time, until so many working days have been counted."""
    day, counted = ended_on, 0
    while counted < days:
        day += timedelta(days=1)
        if works(day):
            counted += 1
    return day


def tone(today: date, due_on: date) -> str:
    """red: today is the last day or later; amber: two working days are left, or one; green: more."""
    ahead = [today + timedelta(days=n) for n in range(1, (due_on - today).days + 1)]
    left = sum(map(works, ahead))
    if today >= due_on:
        return "red"
    return "amber" if left <= 2 else "green"
