"""When the lotteries are drawn that a sitting may name, and which issue falls on which day.

Own knowledge of the games as they run in 2026, to be confirmed with 中国福彩网 (cwl.gov.cn) before the first use and
whenever the bureau hears of a change: 双色球 on Tuesdays, Thursdays and Sundays at 21:15, 快乐8 daily at 21:30.
Issues are numbered from 001 each year by the days on which the game is drawn; both rest at the Spring Festival and
the National Day, so an issue is not earlier than `rests` draws before the count of the calendar. Within those the
public judges: the draw's page shows issue and hour.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inspections.lottery.sources import WITNESSES
from yangcheng_inspect.errors import DomainError

HERE = ZoneInfo("Asia/Shanghai")
ISSUE = re.compile(r"(\d{4})(\d{3})")
WEEK = "一二三四五六日"


@dataclass(frozen=True)
class Game:
    """`weekdays` from 0 for Monday; `at` in Shanghai; `rests`: at most so many draws a year are left out."""

    name: str
    weekdays: tuple[int, ...]
    at: time
    rests: int

    @property
    def hours(self) -> str:
        days = "每天" if len(self.weekdays) == len(WEEK) else "每周" + "、".join(WEEK[day] for day in self.weekdays)
        return f"{self.name}{days} {self.at:%H:%M} 开奖"


GAMES = {
    "SSQ": Game("双色球", (1, 3, 6), time(21, 15), 8),
    "KL8": Game("快乐8", (0, 1, 2, 3, 4, 5, 6), time(21, 30), 20),
}


def refuse(sources: Sequence[Sequence[str]], lottery_at: datetime) -> None:
    """DomainError unless every lottery of `sources` may be drawn at that moment under that issue."""
    for kind, issue in sources:
        if kind != WITNESSES:
            _refuse(kind, issue, lottery_at.astimezone(HERE))


def next_draw(kind: str, after: datetime) -> datetime:
    """The first draw of a game later than a moment, rests left aside."""
    game, day = GAMES[kind], after.astimezone(HERE).date()
    while True:
        moment = datetime.combine(day, game.at, HERE)
        if day.weekday() in game.weekdays and moment > after:
            return moment
        day += timedelta(days=1)


def issues_on(kind: str, day: date) -> tuple[int, int]:
    """The lowest and the highest number of the issue drawn that day."""
    first = date(day.year, 1, 1)
    days = ((first + timedelta(days=passed)).weekday() for passed in range((day - first).days + 1))
    drawn = sum(weekday in GAMES[kind].weekdays for weekday in days)
    return max(1, drawn - GAMES[kind].rests), drawn


def _refuse(kind: str, issue: str, at: datetime) -> None:
    game = GAMES.get(kind)
    if game is None:
        raise DomainError("没有登记这种彩票的开奖时间。请改用双色球、快乐8，或者见证人现场出数。")
    if at.weekday() not in game.weekdays or at.time() > game.at:
        raise DomainError(f"{game.hours}，所填开奖时间对不上。请对照中国福彩网填写，开奖时间不得晚于实际开奖时刻。")
    parts = ISSUE.fullmatch(issue)
    if parts is None or int(parts[1]) != at.year:
        raise DomainError(f"期号 {issue} 与开奖时间不是同一年。期号应为开奖当年的 4 位年份加 3 位序号。")
    lowest, highest = issues_on(kind, at.date())
    if not lowest <= int(parts[2]) <= highest:
        raise DomainError(
            f"{at:%Y-%m-%d} 开奖的{game.name}应在 {at.year}{lowest:03} 至 {at.year}{highest:03} 期之间，"
            f"期号 {issue} 对不上。请对照中国福彩网填写封存以后才开奖的一期。"
        )
