"""参数 by group: what is in force today, by which source, since when, what is coming."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from yangcheng_inspect.parameters.definitions import GROUPS, TABLE, Definition
from yangcheng_inspect.parameters.models import ParameterValue


@dataclass(frozen=True)
class Row:
    """One parameter; `rows` is everything ever proposed for it, newest first."""

    definition: Definition
    day: date
    rows: list[ParameterValue] = field(default_factory=list)

    @property
    def current(self) -> ParameterValue | None:
        """The line that counts today; None while the default does."""
        counting = [row for row in self.rows if row.counts_on(self.day)]
        return max(counting, key=lambda row: (row.in_force_from, row.decided_at, row.pk), default=None)

    @property
    def words(self) -> str:
        return self.current.words if self.current else self.definition.default_words

    @property
    def source(self) -> str:
        return self.current.source if self.current else self.definition.source

    @property
    def pending(self) -> ParameterValue | None:
        return next((row for row in self.rows if row.status == "PENDING"), None)

    @property
    def coming(self) -> list[ParameterValue]:
        """Approved, and not yet in force."""
        return [row for row in self.rows if row.status == "APPROVED" and row.in_force_from > self.day]


@dataclass(frozen=True)
class Group:
    """Parameters under one heading."""

    label: str
    rows: list[Row]


def groups(day: date) -> list[Group]:
    """Every parameter, in the order of the table: one query."""
    found: dict[str, list[ParameterValue]] = {}
    for row in ParameterValue.objects.for_page():
        found.setdefault(row.key, []).append(row)
    return [Group(label, list(_of(label, found, day))) for label in GROUPS]


def _of(label: str, found: dict[str, list[ParameterValue]], day: date) -> Iterator[Row]:
    for definition in TABLE:
        if definition.group == label:
            yield Row(definition, day, found.get(definition.key, []))


def one(definition: Definition, day: date) -> Row:
    """A single parameter with its history."""
    return Row(definition, day, list(ParameterValue.objects.filter(key=definition.key).for_page()))
