"""How many each stratum gives (draw protocol §2.5): integers only, largest remainders, floors first."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.pool import Pool
from inspections.lottery.rows import Stratum


@dataclass(frozen=True, slots=True)
class Quota:
    """`take` of the `eligible` firms of a stratum are drawn."""

    stratum: str
    eligible: int
    take: int

    def line(self) -> str:
        return f"Q\t{self.stratum}\t{self.eligible}\t{self.take}"


def quotas(pool: Pool) -> tuple[Quota, ...]:
    """One per stratum, by code. Raises QUOTA when total, floors and ratios contradict one another."""
    sizes = eligible(pool)
    take = shares(pool, sizes)
    return tuple(Quota(code, sizes[code], take[code]) for code in sizes)


def shares(pool: Pool, sizes: Mapping[str, int]) -> dict[str, int]:
    """How many each stratum of `pool` gives when it holds `sizes` firms; its own rows are not looked at."""
    return _by_ratio(pool, sizes) if pool.mode == "ratio" else _by_total(pool, sizes)


def eligible(pool: Pool) -> dict[str, int]:
    """N of every stratum, empty ones too, by code."""
    sizes = {stratum.code: 0 for stratum in pool.strata}
    for kind, ids in pool.roll.kinds.items():
        sizes[kind.stratum] += pool.in_lot(kind) * len(ids)
    return sizes


def _by_ratio(pool: Pool, sizes: Mapping[str, int]) -> dict[str, int]:
    return {stratum.code: _share(stratum, sizes[stratum.code]) for stratum in pool.strata}


def _share(stratum: Stratum, size: int) -> int:
    rounded_up = -(-size * stratum.ratio // 10000)
    return min(size, max(stratum.floor, rounded_up))


def _by_total(pool: Pool, sizes: Mapping[str, int]) -> dict[str, int]:
    take = {stratum.code: min(sizes[stratum.code], stratum.floor) for stratum in pool.strata}
    ratios = {stratum.code: stratum.ratio for stratum in pool.strata}
    left = min(pool.total, sum(sizes.values())) - sum(take.values())
    if left < 0:
        raise LotteryError(
            Code.QUOTA,
            f"各层最低抽取数合计 {sum(take.values())} 户，超过抽取总数 {pool.total} 户。请调整总数或最低数。",
        )
    while left:
        left -= _hand_out(left, take, sizes, ratios)
    return take


def _hand_out(left: int, take: dict[str, int], sizes: Mapping[str, int], ratios: Mapping[str, int]) -> int:
    """One round: fill up the strata that overflow, or else share everything out. Returns how many went."""
    shares = {code: sizes[code] * ratios[code] for code in take if take[code] < sizes[code] and ratios[code]}
    whole = sum(shares.values())
    if not whole:
        raise LotteryError(Code.QUOTA, f"还有 {left} 户无处分配：可抽的层比例均为零。请调整比例或抽取总数。")
    base = {code: left * share // whole for code, share in shares.items()}
    extra = {code: sizes[code] - take[code] for code in shares if base[code] >= sizes[code] - take[code]}
    if not extra:
        remainders = sorted(shares, key=lambda code: (-(left * shares[code] % whole), code))
        lucky = remainders[: left - sum(base.values())]
        extra = {code: base[code] + (code in lucky) for code in shares}
    for code, more in extra.items():
        take[code] += more
    return sum(extra.values())
