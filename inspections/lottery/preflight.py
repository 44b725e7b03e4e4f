"""What to check before a freeze (draw protocol §2.6): will every possible draw get its teams?

Trial seeds have nothing to do with the pool, its nonce or any public number: a preview
with real inputs would be a draw nobody sees.
"""

from dataclasses import dataclass
from math import comb

from inspections.lottery.hashing import digest
from inspections.lottery.pairing import Table, pairable
from inspections.lottery.pool import Pool
from inspections.lottery.quotas import quotas
from inspections.lottery.tickets import hold


@dataclass(frozen=True, slots=True)
class Preflight:
    """`visits` firms need `places` officers and `capacity` places can be filled.

    `teams` is the number of possible teams of every firm that may be visited, `short` the
    firms that have none, `failed` how many of `draws` trial seeds ended without complete teams.
    """

    visits: int
    places: int
    capacity: int
    teams: dict[str, int]
    short: tuple[str, ...]
    draws: int
    failed: int

    @property
    def feasible(self) -> bool:
        """Freeze only when this is true."""
        return not self.short and not self.failed and self.capacity >= self.places


def preflight(pool: Pool, draws: int = 1000) -> Preflight:
    """Try `draws` throw-away seeds. Raises QUOTA like the draw itself. No two runs differ."""
    visits = sum(quota.take for quota in quotas(pool)) + sum(row.status == "M" for row in pool.entities)
    teams = possible_teams(pool)
    return Preflight(
        visits=visits,
        places=visits * pool.team,
        capacity=sum(min(row.max or visits, visits) for row in pool.inspectors),
        teams=teams,
        short=tuple(entity for entity, count in teams.items() if not count),
        draws=draws,
        failed=sum(not _pairs(pool, trial) for trial in range(draws)),
    )


def possible_teams(pool: Pool) -> dict[str, int]:
    """How many different teams with a leader each firm could get, by id; the desk warns under six."""
    visited = [row.id for row in pool.entities if row.status == "M" or pool.in_lot(row)]
    table = Table(pool, visited)
    return {entity: _teams(table, entity) for entity in visited}


def _teams(table: Table, entity: str) -> int:
    allowed = table.allowed(entity)
    followers = sum(not row.leader for row in allowed)
    return comb(len(allowed), table.pool.team) - comb(followers, table.pool.team)


def _pairs(pool: Pool, trial: int) -> bool:
    lot = hold(pool, digest(f"SSJ1:TRIAL:{trial}", pool.hash))
    return pairable(pool, [row.entity.id for row in lot.drawn])
