"""What a wrong draw would look like from outside. Fixed seeds; exact vectors are the stronger guard."""

from collections import Counter
from dataclasses import replace
from math import sqrt

import pytest

from inspections.lottery import Entity, Inspector, Pool
from inspections.lottery.pairing import pair
from inspections.lottery.tickets import hold
from tests.inspections.pools import make_pool, seed_of

pytestmark = pytest.mark.slow

SEEDS = [seed_of(f"statistics {number}") for number in range(2000)]


def firms(*weights: int) -> Pool:
    pool = make_pool(total=10, reserve=0)
    return replace(pool, entities=tuple(Entity(f"E{at:03}", "A", weight) for at, weight in enumerate(weights)))


def chi_square(observed: list[int], expected: list[float]) -> float:
    return sum((seen - wanted) ** 2 / wanted for seen, wanted in zip(observed, expected, strict=True))


def limit(degrees: int) -> float:
    """Five standard deviations above the mean of chi-square."""
    return degrees + 5 * sqrt(2 * degrees)


def test_every_firm_is_drawn_equally_often() -> None:
    pool = firms(*[1] * 100)

    counts = Counter(row.entity.id for seed in SEEDS for row in hold(pool, seed).drawn)

    assert chi_square([counts[row.id] for row in pool.entities], [len(SEEDS) / 10] * 100) / 0.9 < limit(99)


def test_the_first_one_drawn_goes_by_weight() -> None:
    pool = firms(1, 1, 1, 2, 2, 3, 5, 9)

    counts = Counter(hold(pool, seed).standings[0].entity.id for seed in SEEDS)

    expected = [len(SEEDS) * row.weight / 24 for row in pool.entities]
    assert chi_square([counts[row.id] for row in pool.entities], expected) < limit(7)


def test_every_pair_of_officers_is_equally_likely() -> None:
    pool = make_pool(inspectors=tuple(Inspector(f"J{number}", leader=True) for number in range(8)))

    counts = Counter(frozenset(pair(pool, seed, ["E1"]).teams[0].members) for seed in SEEDS)

    assert len(counts) == 28
    assert chi_square(list(counts.values()), [len(SEEDS) / 28] * 28) < limit(27)
