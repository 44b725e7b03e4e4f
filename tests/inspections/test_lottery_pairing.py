"""Teams against an exhaustive search that knows only the text of §2.6."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspections.lottery import Avoidance, Entity, Hurdle, Inspector, Pool, digest
from inspections.lottery.pairing import pair, pairable
from tests.bench.draw_pools import busy_county
from tests.inspections.pools import make_pool, pools, seed_of, vector

SEED = seed_of("pairing")
TINY = st.lists(st.sampled_from(["E1", "E2", "E3"]), min_size=1, max_size=3, unique=True).map(
    lambda names: [Entity(name, "A") for name in names]
)
Teams = list[tuple[str, ...]]


def all_teams(pool: Pool, entity: str) -> Iterator[tuple[str, ...]]:
    forbidden = {row.inspector for row in pool.avoidances if row.entity == entity}
    leaders = {row.id for row in pool.inspectors if row.leader}
    allowed = [row.id for row in pool.inspectors if row.id not in forbidden]
    return (team for team in permutations(allowed, pool.team) if team[0] in leaders)


def within(pool: Pool, teams: Teams, cap: int) -> bool:
    loads = {row.id: sum(row.id in team for team in teams) for row in pool.inspectors}
    return all(
        not loads[row.id] or (row.prior + loads[row.id] <= cap and (not row.max or loads[row.id] <= row.max))
        for row in pool.inspectors
    )


def solutions(pool: Pool, entities: Sequence[str], cap: int, teams: Teams | None = None) -> Iterator[Teams]:
    """Every complete assignment whatsoever."""
    teams = teams or []
    if len(teams) == len(entities):
        yield teams
        return
    for team in all_teams(pool, entities[len(teams)]):
        if within(pool, [*teams, team], cap):
            yield from solutions(pool, entities, cap, [*teams, team])


def brute_force(pool: Pool, entities: Sequence[str]) -> tuple[int, Teams] | None:
    """The smallest C, then place by place the first candidate that some complete assignment agrees with."""
    ceiling = max(row.prior for row in pool.inspectors) + len(entities)
    for cap in range(ceiling + 1):
        found = list(solutions(pool, entities, cap))
        if found:
            return cap, narrowed(pool, entities, found)
    return None


def narrowed(pool: Pool, entities: Sequence[str], found: list[Teams]) -> Teams:
    loads = {row.id: row.prior for row in pool.inspectors}
    for index, entity in enumerate(entities):
        for place in range(pool.team):
            chosen = min({teams[index][place] for teams in found}, key=lambda who: claim(loads, entity, who))
            found = [teams for teams in found if teams[index][place] == chosen]
            loads[chosen] += 1
    return found[0]


def claim(loads: Mapping[str, int], entity: str, who: str) -> tuple[int, str]:
    return loads[who], digest(f"{SEED}:P:{entity}:{who}", "sha256")


@settings(max_examples=400, deadline=None)
@given(pools(TINY))
def test_teams_are_those_of_an_exhaustive_search(pool: Pool) -> None:
    entities = [row.id for row in pool.entities][::-1]

    pairing = pair(pool, SEED, entities)

    found = None if pairing.cap is None else (pairing.cap, [team.members for team in pairing.teams])
    assert found == brute_force(pool, entities)


@settings(max_examples=200, deadline=None)
@given(pools(TINY))
def test_feasibility_is_that_of_an_exhaustive_search(pool: Pool) -> None:
    entities = [row.id for row in pool.entities]

    assert pairable(pool, entities) == (brute_force(pool, entities) is not None)


def test_a_choice_that_leaves_another_firm_short_is_passed_over() -> None:
    choices = [choice for team in vector("v2").teams for choice in team.choices]

    needed = [passed for choice in choices for passed in choice.passed if passed.hurdle is Hurdle.NEEDED]

    assert needed
    assert all(passed.entity for passed in needed)


def test_everybody_with_a_better_claim_is_named_with_the_hurdle() -> None:
    pool = make_pool(
        entities=(Entity("E1", "A"),),
        inspectors=(Inspector("J1", leader=True), Inspector("J2", leader=True, prior=5), Inspector("J3", leader=False)),
        avoidances=(Avoidance("J1", "E1"),),
    )

    (team,) = pair(pool, SEED, ["E1"]).teams

    hurdles = {passed.inspector: passed.hurdle for passed in team.choices[0].passed}
    assert (team.members, hurdles) == (("J2", "J3"), {"J1": Hurdle.FORBIDDEN, "J3": Hurdle.NOT_LEADER})


def test_one_leader_leads_every_team() -> None:
    pool = make_pool(inspectors=tuple(Inspector(f"J{number}", leader=number == 1) for number in range(1, 5)))

    pairing = pair(pool, SEED, ["E1", "E2", "E3"])

    assert pairing.cap == 3
    assert {team.members[0] for team in pairing.teams} == {"J1"}


def test_earlier_work_is_balanced_before_any_ticket_counts() -> None:
    busy = tuple(Inspector(f"J{number}", leader=True, prior=3 * (number > 2)) for number in range(1, 5))

    pairing = pair(make_pool(inspectors=busy), SEED, ["E1", "E2", "E3"])

    assert {who for team in pairing.teams for who in team.members} == {"J1", "J2"}


def test_the_longest_loads_on_record_do_not_slow_the_balance_down() -> None:
    far = tuple(Inspector(f"J{number}", leader=True, prior=10**14 * number) for number in range(1, 3))

    assert pair(make_pool(inspectors=far), SEED, ["E1", "E2"]).cap == 2 * 10**14 + 2


def tight(firms: int, officers: int) -> Pool:
    """No slack at all: every officer is needed up to the own maximum, half of them lead, a third of pairs forbidden."""
    entities = [f"E{number:03}" for number in range(firms)]
    inspectors = [Inspector(f"J{number:02}", number % 2 == 0, 2 * firms // officers) for number in range(officers)]
    return make_pool(
        entities=tuple(Entity(entity, "A") for entity in entities),
        inspectors=tuple(inspectors),
        avoidances=tuple(
            Avoidance(row.id, entity) for row in inspectors for entity in entities if seed_of(row.id + entity) < "5"
        ),
    )


@pytest.mark.parametrize(("firms", "officers"), [(60, 24), (100, 40), (300, 60)])
def test_a_county_without_slack_is_paired_in_a_second(firms: int, officers: int) -> None:
    pool = tight(firms, officers)
    start = process_time()

    pairing = pair(pool, SEED, [row.id for row in pool.entities])

    assert pairing.cap == 2 * firms // officers
    assert process_time() - start < 2  # 0.3 s on a quiet machine


def test_a_thousand_firms_and_120_officers_with_recusals_are_paired_in_three_seconds() -> None:
    pool = busy_county()
    start = process_time()

    pairing = pair(pool, SEED, [row.id for row in pool.entities])

    assert len(pairing.teams) == 1000
    assert process_time() - start < 3  # 0.6 s on a quiet machine
