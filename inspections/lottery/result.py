"""The result record SSJ-RESULT/1 (draw protocol §2.7) and everything that explains it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspections.lottery.grammar import join_lines
from inspections.lottery.hashing import digest
from inspections.lottery.pool import Pool
from inspections.lottery.quotas import Quota
from inspections.lottery.teams import Pairing, Team
from inspections.lottery.tickets import Lot, Standing, standings

FORMAT = "SSJ-RESULT/1"
INFEASIBLE = "INFEASIBLE"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One draw, computed. `frozen` is F, `seed` X, `result` R = H(result_text).

    `standings` explains every firm of the pool (computed when asked for: it hashes them all),
    `cutoffs` the last key drawn per stratum,
    `teams[…].choices` every officer. `cap` is C, None when teams are INFEASIBLE: the
    drawn list stands, and teams come from a supplementary draw.
    """

    pool: Pool
    frozen: str
    public: tuple[str, ...]
    seed: str
    quotas: tuple[Quota, ...]
    drawn: tuple[Standing, ...]
    reserve: tuple[Standing, ...]
    cutoffs: dict[str, str]
    cap: int | None
    teams: tuple[Team, ...]
    result_text: str
    result: str

    @property
    def standings(self) -> tuple[Standing, ...]:
        return standings(self.pool, self.seed)


def outcome(pool: Pool, frozen: str, seed: str, public: Sequence[str], lot: Lot, pairing: Pairing) -> Outcome:
    """Put the parts together and write the record."""
    text = join_lines(list(_lines(pool, frozen, seed, public, lot, pairing)))
    return Outcome(
        pool=pool,
        frozen=frozen,
        public=tuple(public),
        seed=seed,
        quotas=lot.quotas,
        drawn=lot.drawn,
        reserve=lot.reserve,
        cutoffs=lot.cutoffs,
        cap=pairing.cap,
        teams=pairing.teams,
        result_text=text,
        result=digest(text, pool.hash),
    )


def _lines(pool: Pool, frozen: str, seed: str, public: Sequence[str], lot: Lot, pairing: Pairing) -> Iterator[str]:
    yield FORMAT
    yield f"draw\t{pool.draw}"
    yield f"frozen\t{frozen}"
    yield f"public\t{'|'.join(public)}"
    yield f"seed\t{seed}"
    yield from (quota.line() for quota in lot.quotas)
    for rank, row in enumerate(lot.drawn, start=1):
        yield f"{row.fate}\t{rank}\t{row.entity.id}\t{row.entity.stratum}\t{row.key}\t{row.ticket}"
    for rank, row in _ranked(lot):
        yield f"V\t{row.entity.stratum}\t{rank}\t{row.entity.id}\t{row.key}\t{row.ticket}"
    yield f"C\t{INFEASIBLE if pairing.cap is None else pairing.cap}"
    yield from ("\t".join(("T", team.entity, *team.members)) for team in pairing.teams)


def _ranked(lot: Lot) -> Iterator[tuple[int, Standing]]:
    """Reserves with their rank among the reserves of the stratum."""
    take = {quota.stratum: quota.take for quota in lot.quotas}
    return ((row.place - take[row.entity.stratum], row) for row in lot.reserve)
