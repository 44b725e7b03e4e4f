"""What the office learns before it freezes (draw protocol §2.6)."""

import pytest

from inspections.lottery import Avoidance, Entity, Inspector, LotteryError, Stratum, possible_teams, preflight
from tests.inspections.pools import make_pool


def test_a_sound_pool_may_be_frozen() -> None:
    report = preflight(make_pool(), draws=50)

    assert report.feasible
    assert (report.visits, report.places, report.capacity, report.failed) == (2, 4, 8, 0)


def test_possible_teams_need_somebody_who_leads() -> None:
    # Of the six pairs of four officers, the one without a leader does not count.
    assert set(possible_teams(make_pool()).values()) == {5}


def test_a_firm_nobody_may_visit_is_named() -> None:
    pool = make_pool(avoidances=(Avoidance("J1", "E3"), Avoidance("J2", "E3")))

    report = preflight(pool, draws=20)

    assert (report.short, report.feasible) == (("E3",), False)


def test_too_few_places_are_seen_without_a_draw() -> None:
    busy = tuple(Inspector(f"J{number}", leader=True, max=1) for number in range(1, 4))

    report = preflight(make_pool(inspectors=busy), draws=0)

    assert (report.capacity, report.places, report.feasible) == (3, 4, False)


def test_a_draw_that_might_fail_is_counted() -> None:
    # E1 and E2 share the only leader they may have, who goes once: together they cannot be visited.
    inspectors = (Inspector("J1", leader=True, max=1), Inspector("J2", leader=True), Inspector("J3", leader=False))
    avoidances = (Avoidance("J2", "E1"), Avoidance("J2", "E2"))

    report = preflight(make_pool(inspectors=inspectors, avoidances=avoidances), draws=100)

    assert 0 < report.failed < 100


def test_directed_firms_need_teams_and_excluded_ones_do_not() -> None:
    firms = (Entity("E1", "A", status="M"), Entity("E2", "A", status="X1"), Entity("E3", "A", count=2))

    assert list(possible_teams(make_pool(entities=firms, cap=2))) == ["E1"]


def test_a_contradictory_plan_is_refused_before_the_freeze() -> None:
    with pytest.raises(LotteryError, match="请调整总数或最低数"):
        preflight(make_pool(strata=(Stratum("A", 10000, 3),)))
