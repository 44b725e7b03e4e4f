"""The short way through a large pool gives what sorting everybody gives (draw protocol §2.5, §3)."""

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.lottery import Avoidance, Entity, Fate, LotteryError, Pool, Stratum, parse
from inspections.lottery.hashing import Stem
from inspections.lottery.roll import Roll
from inspections.lottery.tickets import Lot, hold, standings
from tests.bench.draw_cases import measure
from tests.bench.draw_pools import write
from tests.inspections.pools import frozen, make_pool, outcome_of, pools, seed_of

SEED = seed_of("bounds")
# Not the function of that name, which the package exports.
module = import_module("inspections.lottery.tickets")


def many(size: int, weight: int = 1, **changes: object) -> Pool:
    """`size` firms in A and 20 in B; every third one has `weight`."""
    firms = [Entity(f"E{number:04}", "A", weight if number % 3 == 0 else 1) for number in range(size)]
    strata = (Stratum("A", 1000, 0), Stratum("B", 1000, 0))
    return make_pool(entities=(*firms, *(Entity(f"F{number}", "B") for number in range(20))), strata=strata, **changes)


def by_sorting_everybody(pool: Pool) -> tuple[list[object], list[object]]:
    rows = standings(pool, SEED)
    reserve = [row for row in rows if row.fate is Fate.RESERVE]
    drawn: list[object] = [row for row in rows if row.fate in (Fate.DRAWN, Fate.DIRECTED)]
    return drawn, sorted(reserve, key=lambda row: (row.entity.stratum, row.place))


def parts(lot: Lot) -> tuple[list[object], list[object]]:
    return list(lot.drawn), list(lot.reserve)


@given(pools())
def test_who_is_drawn_is_who_comes_first_when_everybody_is_sorted(pool: Pool) -> None:
    assert parts(hold(pool, SEED)) == by_sorting_everybody(pool)


@pytest.mark.parametrize("weight", [1, 5])
@pytest.mark.parametrize("total", [1, 50, 400, 999, 1020])
def test_a_bound_leaves_out_only_who_is_not_drawn(total: int, weight: int) -> None:
    pool = many(1000, weight, total=total, reserve=7)

    assert parts(hold(pool, SEED)) == by_sorting_everybody(pool)


@pytest.mark.parametrize("low", ["0" * 64, "0" * 61 + "fff", "02" + "0" * 62])
def test_a_bound_that_too_few_pass_is_dropped(low: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_bound", lambda size, wanted: low)
    pool = many(300, weight=3, total=40, reserve=5)

    assert parts(hold(pool, SEED)) == by_sorting_everybody(pool)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_bound_is_a_ticket_or_above_all_tickets(size: int, wanted: int) -> None:
    bound = module._bound(size, wanted)

    assert bound == module.ALL or (len(bound) == 64 and int(bound, 16) > (wanted << 256) // size)


def test_equal_tickets_go_by_id(monkeypatch: pytest.MonkeyPatch) -> None:
    def same(stem: Stem, bound: str, names: Iterable[str], end: str) -> list[tuple[str, str]]:
        return [("0" * 64, name) for name in names]

    monkeypatch.setattr(Stem, "below", same)
    weights = tuple(Entity(f"E{number}", "A", weight=7 - number) for number in range(6, 0, -1))

    lot = hold(make_pool(total=3, entities=weights), SEED)

    assert [(row.entity.id, row.ticket) for row in lot.drawn] == [("E1", 1), ("E2", 1), ("E3", 1)]


def test_drawing_everybody_is_an_order_of_everybody() -> None:
    pool = many(200, mode="ratio", total=0, reserve=9)
    everybody = replace(pool, strata=(Stratum("A", 10000, 0), Stratum("B", 10000, 0)))

    lot = hold(everybody, SEED)

    assert [row.entity for row in lot.drawn] == [row.entity for row in standings(everybody, SEED)]
    assert (len(lot.drawn), lot.reserve) == (220, ())


@pytest.mark.parametrize("entities", [(), (Entity("E1", "A", count=2),), (Entity("E1", "A", status="X1"),)])
def test_a_stratum_without_anybody_gives_nobody(entities: tuple[Entity, ...]) -> None:
    outcome = outcome_of(make_pool(cap=2, entities=entities))

    assert (outcome.drawn, outcome.reserve, outcome.quotas[0].eligible) == ((), (), 0)


def test_when_all_are_directed_all_are_visited_and_nobody_is_drawn() -> None:
    firms = tuple(Entity(f"E{number}", "A", status="M") for number in range(3))

    lot = hold(make_pool(entities=firms), SEED)

    assert [row.fate for row in lot.drawn] == [Fate.DIRECTED] * 3


def test_whoever_is_excluded_is_not_even_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    below = Stem.below

    def noted(stem: Stem, bound: str, names: Iterable[str], end: str) -> list[tuple[str, str]]:
        hashed.extend(names)
        return below(stem, bound, names, end)

    monkeypatch.setattr(Stem, "below", noted)
    hold(make_pool(entities=(Entity("E1", "A"), Entity("E2", "A", status="X1"))), SEED)

    assert hashed == ["E1"]


def test_a_roll_reads_like_the_firms_it_holds() -> None:
    firms = tuple(Entity(f"E{number}", "AB"[number % 2], 1 + number % 3, number % 4) for number in range(10))

    roll = Roll.of(reversed(firms))

    assert (tuple(roll), len(roll), roll[3], roll[-2:], roll.index(firms[7])) == (firms, 10, firms[3], firms[-2:], 7)
    assert roll == Roll.of(firms)


def test_a_large_roll_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Roll.of(many(500).entities)
    monkeypatch.setattr("inspections.lottery.roll.CHUNK", 100)

    assert Roll(whole.section).kinds == whole.kinds


def test_a_firm_out_of_order_at_the_edge_of_a_piece_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspections.lottery.roll.CHUNK", 1)

    assert not Roll("E\tE2\tA\t1\t0\tE\nE\tE1\tA\t1\t0\tE\n").ascending


def test_a_firm_listed_twice_far_apart_is_still_a_duplicate() -> None:
    lines = frozen("v2").splitlines(keepends=True)
    first, last = [at for at, line in enumerate(lines) if line.startswith("E\t")][::21]
    lines.insert(last + 1, lines[first])

    with pytest.raises(LotteryError) as refused:
        parse("".join(lines))
    assert refused.value.code == "DUP"


def test_firms_scattered_over_the_text_are_found_and_refused() -> None:
    lines = frozen("v2").splitlines(keepends=True)
    lines.append(lines.pop(next(at for at, line in enumerate(lines) if line.startswith("E\t"))))

    with pytest.raises(LotteryError) as refused:
        parse("".join(lines))
    assert refused.value.code == "CANONICAL"


def test_two_rows_in_one_value_never_become_two_firms() -> None:
    with pytest.raises(LotteryError) as refused:
        make_pool(entities=(Entity("E1\tA\t1\t0\tE\nE\tE2", "A"),))
    assert refused.value.code == "GRAMMAR"


def test_a_recusal_from_a_firm_that_is_not_listed_is_refused() -> None:
    with pytest.raises(LotteryError, match="检查对象“E7”没有列入"):
        make_pool(avoidances=(Avoidance("J1", "E6"), Avoidance("J1", "E7")))


def test_the_bench_draws_from_a_text_the_library_accepts(tmp_path: Path) -> None:
    write(tmp_path / "1000.txt", 1000)

    assert parse((tmp_path / "1000.txt").read_text()).roll.kinds
    assert measure("draw", 1000, tmp_path)["ms"] > 0
