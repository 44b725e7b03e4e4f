"""Tickets belong to ids: nobody's ticket depends on who else is in the pool (draw protocol §2.1, §2.5)."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from inspections.lottery import Entity, Fate, Pool, Stratum, digest, tickets
from inspections.lottery.tickets import hold
from tests.inspections.pools import make_pool, outcome_of, pools, seed_of, vector

SEED = seed_of("tickets")


@given(pools(), st.randoms())
def test_the_order_of_the_input_never_matters(pool: Pool, shuffle: Random) -> None:
    firms, officers = list(pool.entities), list(pool.inspectors)
    shuffle.shuffle(firms)
    shuffle.shuffle(officers)

    again = replace(pool, entities=tuple(firms), inspectors=tuple(officers))

    assert outcome_of(again) == outcome_of(pool)


@given(pools(), st.sampled_from("AB"))
def test_one_more_firm_changes_no_other_ticket(pool: Pool, stratum: str) -> None:
    larger = replace(pool, entities=(*pool.entities, Entity("NEW", stratum)))

    keys = {row.entity.id: row.key for row in hold(larger, SEED).standings}

    assert all(keys[row.entity.id] == row.key for row in hold(pool, SEED).standings)


@given(pools(), st.integers(0, 10000), st.integers(0, 10000))
def test_a_larger_quota_extends_the_smaller_one(pool: Pool, one: int, other: int) -> None:
    def drawn(ratio: int) -> set[str]:
        lot = hold(replace(pool, strata=(Stratum("A", ratio, 0), Stratum("B", ratio, 0))), SEED)
        return {row.entity.id for row in lot.drawn}

    assert drawn(min(one, other)) <= drawn(max(one, other))


@given(pools())
def test_everybody_drawn_has_a_smaller_key_than_anybody_who_is_not(pool: Pool) -> None:
    lot = hold(pool, SEED)

    for row in lot.standings:
        if row.fate in (Fate.RESERVE, Fate.NOT_DRAWN) and row.entity.stratum in lot.cutoffs:
            assert row.key > lot.cutoffs[row.entity.stratum]


def test_a_ticket_can_be_checked_with_printf_and_sha256sum() -> None:
    pool = make_pool(entities=(Entity("E1", "A", weight=3),))

    assert tickets(pool, SEED, pool.entities[0]) == tuple(digest(f"{SEED}:E:E1:{j}", "sha256") for j in (1, 2, 3))


def test_the_smallest_of_several_tickets_counts() -> None:
    outcome = vector("v2")

    for row in outcome.standings:
        found = tickets(outcome.pool, outcome.seed, row.entity)
        assert (row.key, found[row.ticket - 1]) == (min(found), min(found))


def test_every_fate_is_explained() -> None:
    fates = {row.entity.id[-3:]: row.fate for row in vector("v2").standings}

    assert len(fates) == 22
    assert (fates["003"], fates["006"], fates["014"]) == (Fate.CAPPED, Fate.EXCLUDED, Fate.DIRECTED)
    assert (fates["017"], fates["007"], fates["001"]) == (Fate.DRAWN, Fate.RESERVE, Fate.NOT_DRAWN)


def test_directed_firms_stand_outside_the_lot() -> None:
    pool = make_pool(total=0, entities=(Entity("E1", "A", status="M"), Entity("E2", "A")))

    lot = hold(pool, SEED)

    assert [(row.entity.id, row.place) for row in lot.drawn] == [("E1", 0)]


def test_the_reserve_is_no_longer_than_the_pool() -> None:
    lot = hold(make_pool(reserve=9), SEED)

    assert (len(lot.drawn), len(lot.reserve)) == (2, 4)


def test_an_empty_draw_needs_no_teams() -> None:
    outcome = outcome_of(make_pool(total=0))

    assert (outcome.drawn, outcome.cap, outcome.teams) == ((), 0, ())
