"""Who steps in for an inspector is computed, and every record can be recomputed."""

from collections import Counter
from typing import Any

import pytest

from inspections.lottery import (
    Avoidance,
    Entity,
    Inspector,
    LotteryError,
    Outcome,
    Replacement,
    digest,
    replace,
    replay,
    teams_after,
)
from tests.inspections.pools import load_lines, make_pool, outcome_of, vector

FIRM = "91140522MA0TEST016"  # led by J005, with J001


def first(outcome: Outcome, **changes: Any) -> Replacement:
    return replace(outcome, **({"entity": FIRM, "out": "J001", "reason": "RECUSAL"} | changes))


@pytest.mark.parametrize("case", load_lines("replace.jsonl"))
def test_the_replacement_vectors_come_out_the_same(case: dict[str, Any]) -> None:
    try:
        made = replace(vector(case["vector"]), **case["ask"], earlier=case["earlier"])
        answer = {"in": made.incoming, "text": made.text, "hash": made.hash}
    except LotteryError as error:
        answer = {"error": error.code}

    assert answer == case["expect"]


def test_the_least_busy_candidate_with_the_smallest_ticket_steps_in() -> None:
    officers = tuple(Inspector(f"J{number}", leader=True, prior=number % 2) for number in range(1, 7))
    outcome = outcome_of(make_pool(inspectors=officers))
    entity, members = outcome.teams[0].entity, outcome.teams[0].members
    loads = Counter(who for team in outcome.teams for who in team.members)

    claims = [
        (row.prior + loads[row.id], digest(f"{outcome.seed}:P:{entity}:{row.id}", "sha256"), row.id)
        for row in officers
        if row.id not in members
    ]

    assert replace(outcome, entity=entity, out=members[0], reason="ABSENCE").incoming == min(claims)[2]


def test_nobody_steps_in_above_the_own_maximum() -> None:
    # J003 must not visit this firm; J002 and J004 have their three teams already.
    with pytest.raises(LotteryError, match="请增加人员，另行补充抽取检查组") as refused:
        first(vector("v2"))
    assert refused.value.code == "INFEASIBLE"


def test_the_newcomer_takes_the_place_of_the_one_who_left() -> None:
    outcome = outcome_of(make_pool())
    team = outcome.teams[0]

    made = replace(outcome, entity=team.entity, out=team.members[1], reason="ABSENCE")

    assert made.team == (team.members[0], made.incoming)
    assert teams_after(outcome, [made])[team.entity] == made.team


def test_only_somebody_who_may_lead_leads() -> None:
    outcome = outcome_of(make_pool())
    team = outcome.teams[0]

    made = replace(outcome, entity=team.entity, out=team.members[0], reason="CERTIFICATE")

    assert made.incoming in {"J1", "J2"}


def test_nobody_forbidden_or_unavailable_steps_in() -> None:
    officers = tuple(Inspector(f"J{number}", leader=True) for number in range(1, 6))
    firms = (Entity("E1", "A"),)
    outcome = outcome_of(make_pool(entities=firms, inspectors=officers, avoidances=(Avoidance("J5", "E1"),)))
    leaver, *others = outcome.teams[0].members
    spare = {"J1", "J2", "J3", "J4"} - {leaver, *others}

    made = replace(outcome, entity="E1", out=leaver, reason="ABSENCE", unavailable=[min(spare)])

    assert made.incoming == max(spare)


def test_whoever_left_a_team_does_not_come_back_to_it() -> None:
    outcome = outcome_of(make_pool())
    entity = outcome.teams[0].entity
    leaver = outcome.teams[0].members[1]
    once = replace(outcome, entity=entity, out=leaver, reason="RECUSAL")

    twice = replace(outcome, entity=entity, out=once.incoming, reason="ABSENCE", earlier=[once.text])

    assert twice.incoming != leaver
    assert f"unavailable\t{leaver}\n" in twice.text


def test_records_are_chained_from_the_result() -> None:
    outcome = outcome_of(make_pool())
    one, other = outcome.teams
    first_record = replace(outcome, entity=one.entity, out=one.members[1], reason="ABSENCE")
    second = replace(outcome, entity=other.entity, out=other.members[1], reason="ABSENCE", earlier=[first_record.text])

    assert f"seq\t1\nprev\t{outcome.result}\n" in first_record.text
    assert f"seq\t2\nprev\t{first_record.hash}\n" in second.text
    assert replay(outcome, [first_record.text, second.text]) == (first_record, second)


def test_a_record_that_names_somebody_else_does_not_recompute() -> None:
    outcome = outcome_of(make_pool())
    team = outcome.teams[0]
    made = replace(outcome, entity=team.entity, out=team.members[1], reason="ABSENCE")

    with pytest.raises(LotteryError, match="第 1 份人员替换记录与重新计算的不一致") as refused:
        replay(outcome, [made.text.replace(f"in\t{made.incoming}", f"in\t{team.members[1]}")])
    assert refused.value.code == "CHAIN"


@pytest.mark.parametrize("text", ["", "SSJ-REPLACE/1\n", "SSJ-REPLACE/1\nwho\tJ1\n", "SSJ-REPLACE/1\nout\tJ1"])
def test_a_malformed_record_is_refused(text: str) -> None:
    with pytest.raises(LotteryError):
        replay(outcome_of(make_pool()), [text])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"out": "J002"}, "UNKNOWN"),
        ({"entity": "91140522MA0TEST001"}, "UNKNOWN"),
        ({"unavailable": ["J999"]}, "UNKNOWN"),
    ],
)
def test_a_request_about_nobody_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(LotteryError) as refused:
        first(vector("v2"), **change)
    assert refused.value.code == code


def test_a_reason_is_a_code() -> None:
    outcome = outcome_of(make_pool())
    team = outcome.teams[0]

    with pytest.raises(LotteryError) as refused:
        replace(outcome, entity=team.entity, out=team.members[1], reason="家里有事")
    assert refused.value.code == "GRAMMAR"
