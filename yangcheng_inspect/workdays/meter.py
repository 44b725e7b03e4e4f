"""How much of a publication period is used: five boxes, a phrase and a tone. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yangcheng_inspect.workdays.calendar import Deadline, workdays_left

BOXES = 5
SOON = 2  # working days left at which green turns amber


@dataclass(frozen=True)
class Meter:
    """What the partial `_meter.html` draws."""

    used: int
    words: str
    tone: str  # red, amber, green, violet
    icon: str  # bootstrap-icons
    due: date
    provisional: bool
    total: int = BOXES

    @property
    def boxes(self) -> list[bool]:
        return [number < self.used for number in range(self.total)]


def meter(ended_on: date, today: date, due: Deadline, special: Mapping[date, bool], *, paused: bool = False) -> Meter:
    """The state of a period from `ended_on` (day 0) to `due` on the day `today`.

    A period longer than five working days is drawn on the same five boxes, in proportion.
    """
    period = max(workdays_left(ended_on, due.on, special), 1)
    gone = max(workdays_left(ended_on, today, special), 0)
    used = min(BOXES, gone * BOXES // period)
    words, tone, icon = _paused() if paused else _spell(today, due.on, special)
    return Meter(BOXES if today > due.on else used, words, tone, icon, due.on, due.provisional)


def _paused() -> tuple[str, str, str]:
    return "暂缓公示", "violet", "pause-circle"


def _spell(today: date, due: date, special: Mapping[date, bool]) -> tuple[str, str, str]:
    if today > due:
        # The weekend after the last day is late already: the first late working day has begun to run.
        late = max(workdays_left(due, today, special), 1)
        return f"已逾期 {late} 个工作日", "red", "exclamation-octagon"
    if today == due:
        return "今天 24:00 截止", "red", "alarm"
    left = workdays_left(today, due, special)
    if left <= SOON:
        return f"剩 {left} 个工作日", "amber", "hourglass-split"
    return f"剩 {left} 个工作日", "green", "check-circle"
