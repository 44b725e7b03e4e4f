"""Pools for the tests of the draw: the published vectors, small ones by hand, random ones."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from inspections.lottery import (
    Avoidance,
    Entity,
    Inspector,
    Outcome,
    Pool,
    Source,
    Stratum,
    compute,
    digest,
    nonce_commitment,
)

VECTORS = Path(__file__).parent / "vectors"
NONCE = "5a" * 32
PUBLIC = ["W,3=482913.070511.996004"]


def load(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="ascii"))


def load_lines(name: str) -> list[Any]:
    return [json.loads(line) for line in (VECTORS / name).read_text(encoding="ascii").splitlines()]


def frozen(name: str) -> str:
    return (VECTORS / f"{name}.frozen.txt").read_bytes().decode("ascii")


def vector(name: str) -> Outcome:
    given = load(f"{name}.json")
    return compute(frozen(name), given["nonce"], given["public"])


def make_pool(**changes: Any) -> Pool:
    """Six firms in stratum A, four officers of whom two may lead; two firms are drawn."""
    values = {
        "draw": "YC-GA-2025-0001",
        "prev": "0" * 64,
        "hash": "sha256",
        "item": "ZA01",
        "mode": "total",
        "total": 2,
        "cap": 0,
        "reserve": 1,
        "team": 2,
        "nonce_commitment": nonce_commitment("YC-GA-2025-0001", NONCE, changes.get("hash", "sha256")),
        "sources": (Source("W", "3"),),
        "strata": (Stratum("A", 10000, 0),),
        "entities": tuple(Entity(f"E{number}", "A") for number in range(1, 7)),
        "inspectors": tuple(Inspector(f"J{number}", leader=number <= 2) for number in range(1, 5)),
    }
    return Pool(**(values | changes))


def outcome_of(pool: Pool, public: list[str] = PUBLIC) -> Outcome:
    return compute(pool.text(), NONCE, public)


def seed_of(word: str) -> str:
    return digest(word, "sha256")


ENTITIES = st.lists(
    st.builds(
        Entity,
        st.integers(1, 40).map(lambda number: f"E{number:02}"),
        st.sampled_from("AB"),
        st.integers(1, 5),
        st.integers(0, 3),
        st.sampled_from(["E", "E", "E", "E", "M", "X1"]),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda entity: entity.id,
)
INSPECTORS = st.integers(1, 4).flatmap(
    lambda size: st.tuples(
        *(
            st.builds(Inspector, st.just(f"J{number}"), st.booleans(), st.integers(0, 3), st.integers(0, 3))
            for number in range(size)
        )
    )
)


@st.composite
def pools(draw: st.DrawFn, entities: st.SearchStrategy[list[Entity]] = ENTITIES) -> Pool:
    firms, officers = draw(entities), draw(INSPECTORS)
    pairs = st.tuples(st.sampled_from(officers), st.sampled_from(firms))
    return make_pool(
        mode="ratio",
        total=0,
        cap=draw(st.integers(0, 3)),
        team=draw(st.integers(2, 3)),
        strata=(Stratum("A", draw(st.integers(0, 10000)), 1), Stratum("B", draw(st.integers(0, 10000)), 0)),
        entities=tuple(firms),
        inspectors=officers,
        avoidances=tuple(Avoidance(officer.id, firm.id) for officer, firm in draw(st.sets(pairs, max_size=6))),
    )
