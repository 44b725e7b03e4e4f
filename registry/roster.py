"""值班表: lines of day and person, typed or from a file, into duties or sentences that name the line."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from registry.importing import values
from registry.importing.reader import Cell, Row
from registry.importing.values import BadCell
from registry.models import Inspector

LONGEST = 1000
"""Lines of one roster."""
DAYS = ("日期", "值班日期", "时间")
PEOPLE = ("姓名", "警号", "值班人员", "值班民警", "姓名/警号", "人员")


@dataclass(frozen=True)
class Duty:
    """One person on one day; `line` as the file or the person who typed counts it."""

    line: int
    inspector: Inspector
    day: date


@dataclass
class Roster:
    """What could be read, and a sentence for every line that could not."""

    duties: list[Duty] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def packed(self) -> str:
        """The duties in one line, for the form that confirms them: `17 2026-11-23;18 2026-11-23`."""
        return ";".join(f"{duty.inspector.pk} {duty.day.isoformat()}" for duty in self.duties)


def typed(text: str) -> list[Row]:
    """Lines as rows: 2026-11-23 王海燕, with blanks, tabs or commas between."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    return [Row(number, tuple(re.split(r"[\s,，]+", line, maxsplit=1))) for number, line in lines if line]


def read(rows: Sequence[Row], *, today: date) -> Roster:
    """Duties of people in the registry; a day before today, an unknown or a shared name is a sentence."""
    found = Roster()
    if len(rows) > LONGEST:
        found.errors.append(f"共 {len(rows)} 行，一次最多 {LONGEST} 行。请分成几次登记。")
        return found
    day_at, person_at, body = _columns(rows)
    known = _known()
    for row in body:
        try:
            day = _day(_at(row, day_at), today)
            found.duties += [Duty(row.number, _one(known, word), day) for word in _people(_at(row, person_at))]
        except BadCell as trouble:
            found.errors.append(f"第 {row.number} 行{trouble}。")
    return found


def _columns(rows: Sequence[Row]) -> tuple[int, int, Sequence[Row]]:
    """Where day and person stand: as a head among the first rows says, else the first two columns."""
    for place, row in enumerate(rows[:5]):
        words = [str(cell or "").strip() for cell in row.cells]
        day = next((at for at, word in enumerate(words) if word in DAYS), None)
        person = next((at for at, word in enumerate(words) if word in PEOPLE), None)
        if day is not None and person is not None:
            return day, person, rows[place + 1 :]
    return 0, 1, rows


def _at(row: Row, place: int) -> Cell:
    return row.cells[place] if place < len(row.cells) else None


def _day(cell: Cell, today: date) -> date:
    try:
        text = values.day(cell)
    except BadCell as trouble:
        raise BadCell(f"“日期”{trouble}") from trouble
    if not text:
        raise BadCell("“日期”为空")
    day = date.fromisoformat(text)
    if day < today:
        raise BadCell(f"的日期 {text} 已经过去")
    return day


def _people(cell: Cell) -> list[str]:
    """王海燕、李建军 are two people; a police number that Excel made a number has its zeros back."""
    text = f"{int(cell):06d}" if isinstance(cell, float | int) else values.text(cell)
    words = [word for word in re.split(r"[、,，;；/\s]+", text) if word]
    if not words:
        raise BadCell("“姓名或警号”为空")
    return words


def _known() -> dict[str, list[Inspector]]:
    """By name and by police number."""
    known: dict[str, list[Inspector]] = defaultdict(list)
    people: Iterable[Inspector] = Inspector.objects.exclude(status=Inspector.Status.LEFT).select_related("unit")
    for person in people:
        for word in {person.name, person.police_no} - {""}:
            known[word].append(person)
    return known


def _one(known: dict[str, list[Inspector]], word: str) -> Inspector:
    people = known.get(word, [])
    if not people:
        raise BadCell(f"的“{word}”不在检查人员名录库中，请核对姓名或警号")
    if len(people) > 1:
        units = "、".join(person.unit.name for person in people)
        raise BadCell(f"的“{word}”有 {len(people)} 人（{units}），请改填警号")
    return people[0]
