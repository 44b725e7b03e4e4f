"""One line of a firm's timeline."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone


@dataclass(frozen=True)
class Moment:
    """One line. A day without an hour stands before the moments of that day; `url` only where the reader may go."""

    day: date
    icon: str
    words: str
    note: str = ""
    url: str = ""
    colour: str = ""
    at: datetime | None = None

    @property
    def order(self) -> datetime:
        start = datetime.combine(self.day, time.min, tzinfo=timezone.get_current_timezone())
        return self.at or start


def at(moment: datetime, icon: str, words: str, **more: str) -> Moment:
    return Moment(timezone.localdate(moment), icon, words, at=moment, **more)
