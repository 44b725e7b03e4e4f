"""A pool frozen from a stream is the pool frozen whole, and never all in memory."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given

from inspections.lottery import (
    Avoidance,
    Entity,
    Freeze,
    LotteryError,
    Pool,
    PoolTree,
    commit_record,
    commitment,
    digest,
    freezing,
    parse,
)
from inspections.lottery.freezing import Salted
from tests.inspections.pools import frozen, make_pool, pools

SALT = "5a" * 16


def rules_of(pool: Pool) -> Pool:
    return replace(pool, entities=(), avoidances=())


def salted(pool: Pool) -> Iterator[Salted]:
    return ((row.line(), digest(row.id, "sha256")[:32]) for row in pool.entities)


def refusal(*lines: str, avoidances: tuple[Avoidance, ...] = ()) -> str:
    freeze = Freeze(rules_of(make_pool()), avoidances)
    with pytest.raises(LotteryError) as refused:
        list(freeze.text((line, SALT) for line in lines))
    return refused.value.code


@given(pools())
def test_a_stream_of_firms_freezes_to_the_same_bytes(pool: Pool) -> None:
    freeze = Freeze(rules_of(pool), pool.avoidances)

    text = "".join(freeze.text(salted(pool)))

    assert text == pool.text()
    assert [freeze.digest(name) for name in ("sha256", "sm3")] == [digest(text, name) for name in ("sha256", "sm3")]


@given(pools())
def test_the_root_grows_to_the_root_of_the_whole_tree(pool: Pool) -> None:
    freeze = Freeze(rules_of(pool))

    list(freeze.text(salted(pool)))

    assert freeze.root == PoolTree(pool, {row.id: digest(row.id, "sha256")[:32] for row in pool.entities}).root


@pytest.mark.parametrize("some", [1, 2, 7, 22, 100])
def test_the_size_of_the_pieces_changes_nothing(some: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = parse(frozen("v2"))
    monkeypatch.setattr(freezing, "SOME", some)
    freeze = Freeze(rules_of(pool), pool.avoidances)

    assert "".join(freeze.text(salted(pool))) == frozen("v2")
    salts = {row.id: digest(row.id, "sha256")[:32] for row in pool.entities}
    assert commitment(freeze, digest("", "sha256")) == commit_record(pool, names="", salts=salts)


def test_no_more_firms_are_asked_for_than_one_piece_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "SOME", 10)
    asked = []

    def firms() -> Iterator[Salted]:
        for number in range(100, 200):
            asked.append(number)
            yield Entity(f"E{number}", "A").line(), SALT

    pieces = Freeze(rules_of(make_pool())).text(firms())
    next(pieces), next(pieces)

    assert len(asked) == 10


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["E\tE2\tA\t1\t0\tE", "E\tE1\tA\t1\t0\tE"], "CANONICAL"),
        (["E\tE1\tA\t1\t0\tE", "E\tE1\tA\t2\t0\tE"], "DUP"),
        (["E\tE1\tQ\t1\t0\tE"], "UNKNOWN"),
        (["E\tE1\tA\t01\t0\tE"], "GRAMMAR"),
        (["E\tE1\tA\t1\t0\tE\nE\tE2\tA\t1\t0\tE"], "GRAMMAR"),
    ],
)
@pytest.mark.parametrize("some", [1, 10])
def test_a_stream_is_refused_like_a_text(
    lines: list[str], code: str, some: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freezing, "SOME", some)

    assert refusal(*lines) == code


def test_a_recusal_from_a_firm_that_never_comes_is_refused() -> None:
    line = Entity("E1", "A").line()

    assert refusal(line, avoidances=(Avoidance("J1", "E1"), Avoidance("J1", "E2"))) == "UNKNOWN"


def test_a_recusal_of_an_unknown_officer_is_refused_before_anything_is_read() -> None:
    with pytest.raises(LotteryError, match="检查人员“J9”没有列入"):
        Freeze(rules_of(make_pool()), [Avoidance("J9", "E1")])


def test_nothing_is_frozen_without_its_salt() -> None:
    with pytest.raises(LotteryError, match="缺少有效的防猜测随机值"):
        list(Freeze(rules_of(make_pool())).text([(Entity("E1", "A").line(), "short")]))


def test_a_pool_without_firms_freezes_to_its_frame() -> None:
    pool = make_pool(entities=(), total=0)

    assert "".join(Freeze(pool).text([])) == pool.text()
