"""The pool: everything that is fixed before a public number exists (draw protocol §2.2)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from operator import methodcaller
from typing import Literal, Protocol

from inspections.lottery import grammar
from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.hashing import digest


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


class Row(Protocol):
    def line(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A well-formed pool; rows may be given in any order (sources keep theirs).

    `mode` "ratio" draws every stratum by its ratio and ignores `total` (write 0), "total"
    shares `total` out. `cap` inspections exclude a firm by rule (0 = none); `reserve` firms are
    listed per stratum; `team` is 2…9 officers. Raises LotteryError GRAMMAR, DUP, UNKNOWN.
    """

    draw: str
    prev: str
    hash: str
    item: str
    mode: Literal["ratio", "total"]
    total: int
    cap: int
    reserve: int
    team: int
    nonce_commitment: str
    sources: tuple[Source, ...]
    strata: tuple[Stratum, ...]
    entities: tuple[Entity, ...]
    inspectors: tuple[Inspector, ...]
    avoidances: tuple[Avoidance, ...] = ()

    def __post_init__(self) -> None:
        self._sort()
        for line in self._body():
            grammar.fields(line)
        if not self.sources:
            raise LotteryError(Code.GRAMMAR, "没有登记公开随机数的来源。请至少登记一个来源后再冻结名单。")
        self._refuse_duplicates()
        self._refuse_strangers()

    def text(self) -> str:
        """The frozen text: ASCII, TAB and LF, sections in order, rows sorted by bytes."""
        return grammar.join_lines([grammar.FORMAT, *self._body()])

    def digest(self) -> str:
        """F = H(frozen text)."""
        return digest(self.text(), self.hash)

    def in_lot(self, entity: Entity) -> bool:
        """Status E, and the yearly cap not reached."""
        return entity.status == "E" and not self.capped(entity)

    def capped(self, entity: Entity) -> bool:
        """Left out by rule because it was inspected `cap` times already."""
        return entity.status == "E" and 0 < self.cap <= entity.count

    def _sort(self) -> None:
        for name in ("strata", "entities", "inspectors", "avoidances"):
            # The only way to store a canonical order in a frozen value.
            object.__setattr__(self, name, _sorted(getattr(self, name)))
        object.__setattr__(self, "sources", tuple(self.sources))

    def _body(self) -> Iterator[str]:
        """Every line after the first."""
        for field in fields(self)[: len(grammar.HEADER)]:
            yield grammar.row(field.name.removesuffix("_commitment"), getattr(self, field.name))
        for rows in (self.sources, self.strata, self.entities, self.inspectors, self.avoidances):
            yield from (row.line() for row in rows)

    def _refuse_duplicates(self) -> None:
        _refuse_twice("公开随机数来源", (f"{row.kind} {row.ref}" for row in self.sources))
        _refuse_twice("分层", (row.code for row in self.strata))
        _refuse_twice("检查对象", (row.id for row in self.entities))
        _refuse_twice("检查人员", (row.id for row in self.inspectors))
        _refuse_twice("回避关系", (f"{row.inspector} {row.entity}" for row in self.avoidances))

    def _refuse_strangers(self) -> None:
        entities = {row.id for row in self.entities}
        inspectors = {row.id for row in self.inspectors}
        _refuse_unknown("分层", (row.stratum for row in self.entities), {row.code for row in self.strata})
        _refuse_unknown("检查对象", (row.entity for row in self.avoidances), entities)
        _refuse_unknown("检查人员", (row.inspector for row in self.avoidances), inspectors)


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    """By the bytes of the line: TAB sorts below every character of an identifier."""
    return tuple(sorted(rows, key=methodcaller("line")))


def _refuse_twice(label: str, keys: Iterable[str]) -> None:
    for key, times in Counter(keys).items():
        if times > 1:
            raise LotteryError(Code.DUP, f"{label}“{key}”出现了 {times} 次。请合并为一条后再冻结名单。")


def _refuse_unknown(label: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise LotteryError(Code.UNKNOWN, f"{label}“{name}”没有列入本次名单。请补充或删除引用它的行。")
