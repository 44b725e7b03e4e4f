"""Tickets and the order they give (draw protocol §2.5): a ticket belongs to an id, never to a position."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspections.lottery.hashing import Stem
from inspections.lottery.pool import Entity, Pool
from inspections.lottery.quotas import Quota, quotas


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


@dataclass(frozen=True, slots=True)
class Lot:
    """All standings by key; `drawn` and `reserve` are read off them."""

    quotas: tuple[Quota, ...]
    standings: tuple[Standing, ...]

    @property
    def drawn(self) -> tuple[Standing, ...]:
        """Drawn and directed firms in draw order."""
        return tuple(row for row in self.standings if row.fate in (Fate.DRAWN, Fate.DIRECTED))

    @property
    def reserve(self) -> tuple[Standing, ...]:
        """Reserves by stratum, in the order in which they step in."""
        rows = (row for row in self.standings if row.fate is Fate.RESERVE)
        return tuple(sorted(rows, key=lambda row: (row.entity.stratum, row.place)))

    @property
    def cutoffs(self) -> dict[str, str]:
        """The last key drawn in each stratum that gave anybody."""
        return {row.entity.stratum: row.key for row in self.standings if row.fate is Fate.DRAWN}


def tickets(pool: Pool, seed: str, entity: Entity) -> tuple[str, ...]:
    """T(e,1) … T(e,w), for the page that shows one firm all of its tickets."""
    return _tickets(_drum(pool, seed), entity)


def hold(pool: Pool, seed: str) -> Lot:
    """The lot for seed X. Raises QUOTA."""
    shares = quotas(pool)
    rest = {quota.stratum: quota.take for quota in shares}
    places: dict[str, int] = defaultdict(int)
    standings = []
    for key, _, ticket, entity in _ordered(pool, seed):
        places[entity.stratum] += pool.in_lot(entity)
        place = places[entity.stratum] if pool.in_lot(entity) else 0
        fate = _fate(pool, entity, place, rest[entity.stratum])
        standings.append(Standing(entity, key, ticket, place, fate))
    return Lot(shares, tuple(standings))


def _ordered(pool: Pool, seed: str) -> Sequence[tuple[str, str, int, Entity]]:
    """Key, id, number of the smallest ticket, firm; ids are unique, so firms are never compared."""
    drum = _drum(pool, seed)
    return sorted((*_key(drum, entity), entity) for entity in pool.entities)


def _key(drum: Stem, entity: Entity) -> tuple[str, str, int]:
    found = _tickets(drum, entity)
    smallest = min(found)
    return smallest, entity.id, found.index(smallest) + 1


def _tickets(drum: Stem, entity: Entity) -> tuple[str, ...]:
    return tuple(drum(f"{entity.id}:{j}") for j in range(1, entity.weight + 1))


def _drum(pool: Pool, seed: str) -> Stem:
    return Stem(f"{seed}:E:", pool.hash)


def _fate(pool: Pool, entity: Entity, place: int, take: int) -> Fate:
    if entity.status == "M":
        return Fate.DIRECTED
    if not place:
        return Fate.CAPPED if pool.capped(entity) else Fate.EXCLUDED
    if place <= take:
        return Fate.DRAWN
    return Fate.RESERVE if place <= take + pool.reserve else Fate.NOT_DRAWN
