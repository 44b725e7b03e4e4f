"""Made-up pools for the bench of the draw: the same rows in Python, in a frozen text and in a PostgreSQL table."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from inspections.lottery import Avoidance, Entity, Inspector, Pool, Source, Stratum, nonce_commitment

DRAWN = 300
SEED = "ab" * 32
NONCE = "5a" * 32
PUBLIC = ["W,3=482913.070511.996004"]
NUMBER = "YC-GA-2026-0001"
RULES = Pool(
    draw=NUMBER,
    prev="0" * 64,
    hash="sha256",
    item="ZA01",
    mode="total",
    total=DRAWN,
    cap=3,
    reserve=5,
    team=2,
    nonce_commitment=nonce_commitment(NUMBER, NONCE, "sha256"),
    sources=(Source("W", "3"),),
    strata=(Stratum("A", 5000, 1), Stratum("B", 2500, 0), Stratum("C", 1000, 0)),
    entities=(),
    inspectors=(),
)
TABLE = """
    CREATE UNLOGGED TABLE pool_{size}
        (id text COLLATE "C" PRIMARY KEY, stratum text, weight int, checked int, standing text);
    INSERT INTO pool_{size}
        SELECT '91140522MA' || lpad(n::text, 8, '0'), substr('ABC', n % 3 + 1, 1), 1, n % 3, 'E'
        FROM generate_series(0, {size} - 1) AS n;
    ANALYZE pool_{size};
"""
"""The rows of `lines` below, made by the server itself."""


def ids(size: int) -> list[str]:
    return [f"91140522MA{number:08}" for number in range(size)]


def lines(size: int, heavy: int = 1) -> Iterator[str]:
    """E lines; every twentieth firm has the weight `heavy`."""
    for number in range(size):
        weight = 1 if number % 20 else heavy
        yield f"E\t91140522MA{number:08}\t{'ABC'[number % 3]}\t{weight}\t{number % 3}\tE\n"


def write(path: Path, size: int, heavy: int = 1) -> None:
    """A frozen text of `size` firms without officers: nothing but the draw itself is measured."""
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write(RULES.text())
        file.writelines(lines(size, heavy))


def busy_county() -> Pool:
    """1,000 firms all drawn, 120 officers of whom two in five may lead, every tenth pair recused."""
    chance = Random(1)
    firms = [Entity(id, "A") for id in ids(1000)]
    officers = [Inspector(f"J{number:03}", chance.random() < 0.4, 0, chance.randrange(6)) for number in range(120)]
    pairs = ((officer.id, firm.id) for officer in officers for firm in firms if chance.random() < 0.1)
    avoidances = tuple(Avoidance(*pair) for pair in pairs)
    return replace(RULES, total=1000, entities=firms, inspectors=tuple(officers), avoidances=avoidances)
