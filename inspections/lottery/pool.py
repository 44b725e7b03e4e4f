"""The pool: everything that is fixed before a public number exists (draw protocol §2.2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import methodcaller
from typing import Any, Literal, Protocol

from inspections.lottery import grammar
from inspections.lottery.checks import refuse_twice, refuse_unknown
from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.hashing import digest
from inspections.lottery.roll import Kind, Roll
from inspections.lottery.rows import Avoidance, Entity, Inspector, Source, Stratum


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
    entities: Sequence[Entity]
    inspectors: tuple[Inspector, ...]
    avoidances: tuple[Avoidance, ...] = ()

    def __post_init__(self) -> None:
        self._sort()
        for line in (*self.head(), *self.foot()):
            grammar.fields(line)
        if not self.sources:
            raise LotteryError(Code.GRAMMAR, "没有登记公开随机数的来源。请至少登记一个来源后再冻结名单。")
        self._refuse_duplicates()
        self._refuse_strangers()

    @property
    def roll(self) -> Roll:
        """The firms, for whoever walks a million of them."""
        return Roll.of(self.entities)

    def text(self) -> str:
        """The frozen text: ASCII, TAB and LF, sections in order, rows sorted by bytes."""
        head = grammar.join_lines([grammar.FORMAT, *self.head()])
        return head + self.roll.section + grammar.join_lines(list(self.foot()))

    def digest(self) -> str:
        """F = H(frozen text)."""
        return digest(self.text(), self.hash)

    def in_lot(self, entity: Entity | Kind) -> bool:
        """Status E, and the yearly cap not reached."""
        return entity.status == "E" and not self.capped(entity)

    def capped(self, entity: Entity | Kind) -> bool:
        """Left out by rule because it was inspected `cap` times already."""
        return entity.status == "E" and 0 < self.cap <= entity.count

    def head(self) -> Iterator[str]:
        """The lines between the first one and the firms."""
        for field in fields(self)[: len(grammar.HEADER)]:
            yield grammar.row(field.name.removesuffix("_commitment"), getattr(self, field.name))
        for rows in (self.sources, self.strata):
            yield from (row.line() for row in rows)

    def foot(self) -> Iterator[str]:
        """The lines behind the firms."""
        for rows in (self.inspectors, self.avoidances):
            yield from (row.line() for row in rows)

    def _sort(self) -> None:
        for name in ("strata", "inspectors", "avoidances"):
            self._keep(name, _sorted(getattr(self, name)))
        self._keep("sources", tuple(self.sources))
        self._keep("entities", Roll.of(self.entities))

    def _keep(self, name: str, rows: Any) -> None:
        # The only way to store a canonical order in a frozen value.
        object.__setattr__(self, name, rows)

    def _refuse_duplicates(self) -> None:
        refuse_twice("公开随机数来源", (f"{row.kind} {row.ref}" for row in self.sources))
        refuse_twice("分层", (row.code for row in self.strata))
        if not self.roll.ascending:
            refuse_twice("检查对象", (row.id for row in self.entities))
        refuse_twice("检查人员", (row.id for row in self.inspectors))
        refuse_twice("回避关系", (f"{row.inspector} {row.entity}" for row in self.avoidances))

    def _refuse_strangers(self) -> None:
        strata, inspectors = {row.code for row in self.strata}, {row.id for row in self.inspectors}
        refuse_unknown("分层", {kind.stratum for kind in self.roll.kinds} - strata)
        refuse_unknown("检查对象", self.roll.missing(row.entity for row in self.avoidances))
        refuse_unknown("检查人员", {row.inspector for row in self.avoidances} - inspectors)


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    """By the bytes of the line: TAB sorts below every character of an identifier."""
    return tuple(sorted(rows, key=methodcaller("line")))
