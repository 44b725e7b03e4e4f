"""Bundles for the verifiers: of the vectors, and of random draws with every feature of the protocol."""

import json
import random
from typing import Any

from inspections.lottery import (
    Bundle,
    LotteryError,
    Outcome,
    Pool,
    commit_record,
    compute,
    replace,
)
from inspections.lottery.transport import read_pool
from tests.inspections.pools import load, load_lines

STRATA = ["A", "AK", "B", "C", "DK"]


def bundle_of(pool: Pool, nonce: str, public: list[str], replacements: tuple[str, ...] = ()) -> Bundle:
    names = "SSJ-NAMES/1\n" + "".join(f"E\t{row.id}\t企业{row.id}\n" for row in pool.entities)
    return Bundle(
        commit=commit_record(pool, names=names, salts={row.id: "5a" * 16 for row in pool.entities}),
        frozen=pool.text(),
        names=names,
        nonce=nonce,
        public=public,
        result=compute(pool.text(), nonce, public).result_text,
        replacements=replacements,
    )


def vector_bundle(name: str) -> Bundle:
    given = load(f"{name}.json")
    records = [case for case in load_lines("replace.jsonl") if case["vector"] == name and "text" in case["expect"]]
    longest = max(([*case["earlier"], case["expect"]["text"]] for case in records), key=len, default=[])
    return bundle_of(read_pool(given), given["nonce"], given["public"], tuple(longest))


def cross_bundles() -> list[Bundle]:
    """The cross cases that are no refusals."""
    cases = [case["input"] for case in load_lines("cross.jsonl") if "error" not in case["expect"]]
    return [bundle_of(read_pool(given), given["nonce"], given["public"]) for given in cases]


def random_bundles(number: int, seed: int) -> list[Bundle]:
    """`number` draws that the protocol accepts; some with replacements, some without complete teams."""
    chance, found = random.Random(seed), []
    while len(found) < number:
        given = _random_input(chance)
        try:
            pool = read_pool(given)
            outcome = compute(pool.text(), given["nonce"], given["public"])
        except LotteryError:  # total and floors may contradict one another
            continue
        found.append(bundle_of(pool, given["nonce"], given["public"], _replacements(chance, outcome)))
    return found


def _replacements(chance: random.Random, outcome: Outcome) -> tuple[str, ...]:
    records: list[str] = []
    for _ in range(chance.choice([0, 0, 1, 3]) if outcome.teams else 0):
        team = chance.choice(outcome.teams)
        away = chance.sample([row.id for row in outcome.pool.inspectors], chance.randint(0, 2))
        try:
            made = replace(
                outcome,
                entity=team.entity,
                out=chance.choice(team.members),
                reason="RECUSAL",
                unavailable=away,
                earlier=records,
            )
        except LotteryError:
            break
        records.append(made.text)
    return tuple(records)


def _random_input(chance: random.Random) -> dict[str, Any]:
    entities = [_entity(chance, number) for number in range(chance.randint(0, 30))]
    inspectors = [_inspector(chance, number) for number in range(1, chance.randint(2, 10))]
    pairs = [[person["id"], firm["id"]] for person in inspectors for firm in entities]
    sources, public = _sources(chance)
    return {
        "draw": f"YC-GA-2026-{chance.randint(1, 9999):04}",
        "prev": f"{chance.getrandbits(256):064x}",
        "hash": chance.choice(["sha256", "sm3"]),
        "item": "ZA01",
        "mode": chance.choice(["ratio", "total"]),
        "total": chance.randint(0, 12),
        "cap": chance.choice([0, 0, 1, 2]),
        "reserve": chance.randint(0, 3),
        "team": chance.choice([2, 2, 3]),
        "nonce": f"{chance.getrandbits(256):064x}",
        "sources": sources,
        "strata": [
            {"code": code, "ratio": chance.choice([0, 500, 1234, 3333, 10000]), "floor": chance.randint(0, 1)}
            for code in STRATA
        ],
        "entities": entities,
        "inspectors": inspectors,
        "avoid": chance.sample(pairs, len(pairs) // chance.choice([3, 6, 20])),
        "public": public,
    }


def _entity(chance: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": f"91140522MA0K{number:06}",
        "stratum": chance.choice(STRATA),
        "weight": chance.choice([1, 1, 1, 2, 5, 9]),
        "cnt": chance.choice([0, 0, 0, 1, 2]),
        "status": chance.choice(["E", "E", "E", "E", "E", "M", "X1", "X6"]),
    }


def _inspector(chance: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": f"J{number:03}",
        "leader": chance.randint(0, 1),
        "max": chance.choice([0, 0, 0, 2, 4]),
        "prior": chance.randint(0, 3),
    }


def _sources(chance: random.Random) -> tuple[list[list[str]], list[str]]:
    balls = ".".join(f"{ball:02}" for ball in sorted(chance.sample(range(1, 81), 20)))
    digits = ".".join(f"{chance.randint(0, 999999):06}" for _ in range(3))
    lottery = (["KL8", "2026301"], f"KL8,2026301={balls}")
    witnesses = (["W", "3"], f"W,3={digits}")
    chosen = chance.choice([[lottery], [witnesses], [lottery, witnesses]])
    return [source for source, _ in chosen], [line for _, line in chosen]


def values(bundle: Bundle) -> dict[str, Any]:
    """The bundle as its JSON object, to tamper with."""
    return dict(json.loads(bundle.json()))
