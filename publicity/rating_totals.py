"""How the visits of a unit were rated, from five ratings up; never of a person, never in an order of merit."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from publicity.models import Rating
from publicity.public_site.letter_words import Content
from registry.models import Unit

FEWEST = 5
"""Below it a total would tell which business said what."""


@dataclass
class Total:
    """One unit in the order of the units; `shown` is False below five ratings."""

    unit: Unit
    count: int = 0
    bad: int = 0
    overall: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Content.values, 0))

    @property
    def shown(self) -> bool:
        return self.count >= FEWEST

    @property
    def words(self) -> list[tuple[str, int]]:
        """满意 12, 基本满意 3, 不满意 0."""
        return [(str(Content(value).label), number) for value, number in self.overall.items()]


def by_unit(rows: Iterable[Rating]) -> list[Total]:
    """Of the ratings that count, the first by each code. Pure, given rows with their visit and unit."""
    totals: dict[int, Total] = {}
    for row in rows:
        if row.visit is None or row.is_further:
            continue
        total = totals.setdefault(row.visit.unit_id, Total(row.visit.unit))
        total.count += 1
        total.bad += row.bad
        total.overall[row.content["overall"]] += 1
    return sorted(totals.values(), key=lambda total: total.unit.pk)
