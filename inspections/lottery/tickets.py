"""Tickets and the order they give (draw protocol §2.5): a ticket belongs to an id, never to a position."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from inspections.lottery.hashing import Stem
from inspections.lottery.pool import Pool
from inspections.lottery.quotas import Quota, quotas
from inspections.lottery.roll import Kind
from inspections.lottery.rows import Entity

ALL = "g"
"""Above every ticket: tickets are hexadecimal."""

Group = tuple[Kind, Sequence[str]]


class Fate(StrEnum):
    """What the draw did to a firm."""

    DRAWN = "D"
    DIRECTED = "M"
    RESERVE = "V"
    NOT_DRAWN = "N"
    CAPPED = "CAP"
    EXCLUDED = "X"


@dataclass(frozen=True, slots=True)
class Standing:
    """A firm's explanation: its smallest ticket `key` (number `ticket` of `weight`), its `place` in the stratum.

    `place` counts from 1 among the firms in the lot and is 0 for all others.
    """

    entity: Entity
    key: str
    ticket: int
    place: int
    fate: Fate


class Key(NamedTuple):
    """The smallest ticket of a firm; keys sort by ticket, equal ones by id."""

    key: str
    id: str
    ticket: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Lot:
    """`drawn` are drawn and directed firms in draw order, `reserve` by stratum in the order they step in."""

    pool: Pool
    seed: str
    quotas: tuple[Quota, ...]
    drawn: tuple[Standing, ...]
    reserve: tuple[Standing, ...]

    @property
    def cutoffs(self) -> dict[str, str]:
        """The last key drawn in each stratum that gave anybody."""
        return {row.entity.stratum: row.key for row in self.drawn if row.fate is Fate.DRAWN}

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every firm of the pool by key."""
        return standings(self.pool, self.seed)


def tickets(pool: Pool, seed: str, entity: Entity) -> tuple[str, ...]:
    """T(e,1) … T(e,w), for the page that shows one firm all of its tickets."""
    drum = _drum(pool, seed)
    return tuple(drum(f"{entity.id}:{j}") for j in range(1, entity.weight + 1))


def hold(pool: Pool, seed: str) -> Lot:
    """The lot for seed X. Raises QUOTA."""
    drum, shares = _drum(pool, seed), quotas(pool)
    directed = ((kind, ids) for kind, ids in pool.roll.kinds.items() if kind.status == "M")
    drawn = [_standing(pool, row, 0, 0) for row in _keys(drum, directed)]
    reserve: list[Standing] = []
    for quota in shares:
        rows = _first(drum, _groups(pool, quota.stratum), quota.eligible, quota.take + pool.reserve)
        placed = [_standing(pool, row, place, quota.take) for place, row in enumerate(rows, start=1)]
        drawn += placed[: quota.take]
        reserve += placed[quota.take :]
    return Lot(pool, seed, shares, tuple(sorted(drawn, key=_rank)), tuple(reserve))


def standings(pool: Pool, seed: str) -> tuple[Standing, ...]:
    """What the draw did to every firm of the pool, by key. Hashes and sorts all of them. Raises QUOTA."""
    take = {quota.stratum: quota.take for quota in quotas(pool)}
    places: dict[str, int] = defaultdict(int)
    found = []
    for row in _keys(_drum(pool, seed), pool.roll.kinds.items()):
        stratum, in_lot = row.kind.stratum, pool.in_lot(row.kind)
        places[stratum] += in_lot
        found.append(_standing(pool, row, places[stratum] if in_lot else 0, take[stratum]))
    return tuple(found)


def _groups(pool: Pool, stratum: str) -> list[Group]:
    return [(kind, ids) for kind, ids in pool.roll.kinds.items() if kind.stratum == stratum and pool.in_lot(kind)]


def _first(drum: Stem, groups: Sequence[Group], size: int, wanted: int) -> list[Key]:
    """The `wanted` smallest keys among `size` firms, ascending; all of them if there are fewer.

    Keys below a bound that more than enough should pass are the same keys that sorting
    everybody gives; when too few pass, there is no bound.
    """
    wanted = min(wanted, size)
    if not wanted:
        return []
    found = _keys(drum, groups, _bound(size, wanted))
    if len(found) < wanted:
        found = _keys(drum, groups)
    return found[:wanted]


def _bound(size: int, wanted: int) -> str:
    """A ticket below which half as many again as `wanted` of `size` firms fall, and 60 more (draw protocol §3)."""
    enough = wanted * 3 // 2 + 60
    return f"{(enough << 256) // size:064x}" if enough < size else ALL


def _keys(drum: Stem, groups: Iterable[Group], bound: str = ALL) -> list[Key]:
    """The keys below `bound`, ascending: of several tickets of a firm the first that comes out counts."""
    found = []
    for kind, ids in groups:
        for ticket in range(1, kind.weight + 1):
            found += [Key(key, id, ticket, kind) for key, id in drum.below(bound, ids, f":{ticket}")]
    firsts: dict[str, Key] = {}
    for row in sorted(found):
        firsts.setdefault(row.id, row)
    return list(firsts.values())


def _drum(pool: Pool, seed: str) -> Stem:
    return Stem(f"{seed}:E:", pool.hash)


def _rank(row: Standing) -> tuple[str, str]:
    return row.key, row.entity.id


def _standing(pool: Pool, row: Key, place: int, take: int) -> Standing:
    """`place` in the stratum, 0 outside the lot; `take` of the stratum are drawn."""
    return Standing(row.kind.entity(row.id), row.key, row.ticket, place, _fate(pool, row.kind, place, take))


def _fate(pool: Pool, kind: Kind, place: int, take: int) -> Fate:
    if kind.status == "M":
        return Fate.DIRECTED
    if not place:
        return Fate.CAPPED if pool.capped(kind) else Fate.EXCLUDED
    if place <= take:
        return Fate.DRAWN
    return Fate.RESERVE if place <= take + pool.reserve else Fate.NOT_DRAWN
