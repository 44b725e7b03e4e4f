"""The rows of the frozen text (draw protocol §2.2), one class per section."""

from dataclasses import dataclass

from inspections.lottery import grammar


@dataclass(frozen=True, slots=True)
class Source:
    """A promised public number: `KL8 2025301`, `SSQ 2025128`, `W 3` (three witnesses)."""

    kind: str
    ref: str

    def line(self) -> str:
        return grammar.row("source", self.kind, self.ref)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A risk class: `ratio` in ‱, `floor` the number always drawn while there are that many."""

    code: str
    ratio: int
    floor: int

    def line(self) -> str:
        return grammar.row("S", self.code, self.ratio, self.floor)


@dataclass(frozen=True, slots=True)
class Entity:
    """A firm: `count` inspections so far, `status` E in the lot, M directed, X1…X9 excluded."""

    id: str
    stratum: str
    weight: int = 1
    count: int = 0
    status: str = "E"

    def line(self) -> str:
        return grammar.row("E", self.id, self.stratum, self.weight, self.count, self.status)


@dataclass(frozen=True, slots=True)
class Inspector:
    """An officer by code: `max` teams in this draw (0 = no limit), `prior` load from before."""

    id: str
    leader: bool
    max: int = 0
    prior: int = 0

    def line(self) -> str:
        return grammar.row("I", self.id, self.leader, self.max, self.prior)


@dataclass(frozen=True, slots=True)
class Avoidance:
    """`inspector` must not visit `entity`: kinship, own station, absence, the last visit …"""

    inspector: str
    entity: str

    def line(self) -> str:
        return grammar.row("A", self.inspector, self.entity)
