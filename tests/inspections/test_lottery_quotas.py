"""How many each stratum gives (draw protocol §2.5)."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inspections.lottery import Entity, LotteryError, Pool, Stratum
from inspections.lottery.quotas import quotas
from tests.inspections.pools import make_pool


def sized(mode: str, total: int, *strata: tuple[int, int, int]) -> Pool:
    """`strata` are (size, ratio, floor), named A, B, C …"""
    letters = "ABCDEFG"[: len(strata)]
    return make_pool(
        mode=mode,
        total=total,
        strata=tuple(Stratum(code, ratio, floor) for code, (_, ratio, floor) in zip(letters, strata, strict=True)),
        entities=tuple(
            Entity(f"{code}{number}", code)
            for code, (size, _, _) in zip(letters, strata, strict=True)
            for number in range(size)
        ),
    )


def takes(pool: Pool) -> list[int]:
    return [quota.take for quota in quotas(pool)]


def test_a_ratio_is_rounded_up() -> None:
    assert takes(sized("ratio", 0, (10, 100, 0), (10, 1000, 0), (11, 1000, 0))) == [1, 1, 2]


def test_a_floor_lifts_a_small_ratio_but_never_over_the_stratum() -> None:
    assert takes(sized("ratio", 0, (10, 1, 3), (2, 1, 3), (0, 1, 3))) == [3, 2, 0]


@pytest.mark.parametrize(("total", "shares"), [(15, [6, 1, 8]), (16, [7, 0, 9])])
def test_without_floors_one_more_may_cost_a_stratum_its_only_place(total: int, shares: list[int]) -> None:
    # The Alabama paradox: why high-risk strata carry a floor.
    assert takes(sized("total", total, (32, 3200, 0), (43, 200, 0), (53, 2500, 0))) == shares


def test_an_overflowing_stratum_is_filled_and_the_rest_shared_again() -> None:
    assert takes(sized("total", 6, (2, 9000, 0), (10, 500, 0), (10, 500, 0))) == [2, 2, 2]


def test_a_total_above_the_pool_draws_everybody() -> None:
    assert takes(sized("total", 99, (2, 1, 0), (3, 1, 0))) == [2, 3]


def test_firms_over_the_cap_or_excluded_or_directed_are_not_counted() -> None:
    lot, capped = Entity("E1", "A"), Entity("E2", "A", count=2)
    excluded, directed = Entity("E3", "A", status="X1"), Entity("E4", "A", status="M")

    (quota,) = quotas(make_pool(cap=2, total=9, entities=(lot, capped, excluded, directed)))

    assert (quota.eligible, quota.take) == (1, 1)


@pytest.mark.parametrize(
    "pool",
    [sized("total", 2, (5, 1000, 2), (5, 1000, 2)), sized("total", 2, (5, 0, 1), (5, 0, 0))],
    ids=["floors over the total", "no ratio to share by"],
)
def test_a_contradiction_is_refused_not_bent(pool: Pool) -> None:
    with pytest.raises(LotteryError, match="请调整") as refused:
        quotas(pool)
    assert refused.value.code == "QUOTA"


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 10000), st.integers(0, 4)), min_size=1, max_size=5), st.data()
)
def test_a_total_is_met_within_floors_and_sizes(strata: list[tuple[int, int, int]], data: st.DataObject) -> None:
    sizes = [size for size, _, _ in strata]
    floors = [min(size, floor) for size, _, floor in strata]
    assume(sum(sizes))
    total = data.draw(st.integers(sum(floors), sum(sizes)))

    shares = takes(sized("total", total, *strata))

    assert sum(shares) == total
    assert all(low <= share <= high for low, share, high in zip(floors, shares, sizes, strict=True))
