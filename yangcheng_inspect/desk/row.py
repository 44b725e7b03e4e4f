"""One row of 我的待办."""

from dataclasses import dataclass
from datetime import date

from yangcheng_inspect.workdays.meter import Meter


@dataclass(frozen=True)
class Todo:
    """One row: what kind, about what, by when, and the button that does it. No `due` means no deadline."""

    kind: str
    colour: str
    icon: str
    title: str
    note: str
    url: str
    act: str
    due: date | None = None
    meter: Meter | None = None
