"""One case of the bench in a process of its own: `python -m tests.bench.draw_cases CASE SIZE DIRECTORY`.

Prints {"ms": best of some rounds, "mb": peak memory of the process}. Python is timed by its own
CPU time, the database by the clock on the wall. A case prepares itself and returns what is timed.
"""

import hashlib
import json
import random
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import psycopg

from inspections.lottery import Entity, Freeze, compute
from tests.bench.draw_pools import DRAWN, NONCE, PUBLIC, RULES, SEED, busy_county, ids

Timed = Callable[[], Any]
ROUNDS = {10_000: 7, 100_000: 3}
SALT = "5a" * 16


def bare(size: int, _: Path) -> Timed:
    """The limit: one ticket per firm, and nothing else."""
    firms = ids(size)

    def timed() -> None:
        for id in firms:
            hashlib.sha256(f"{SEED}:E:{id}:1".encode()).hexdigest()

    return timed


def draw(size: int, directory: Path) -> Timed:
    """From the frozen text to the result text, every check included."""
    text = (directory / f"{size}.txt").read_text("ascii")
    return lambda: compute(text, NONCE, PUBLIC)


def heavy(size: int, directory: Path) -> Timed:
    text = (directory / f"{size}.heavy.txt").read_text("ascii")
    return lambda: compute(text, NONCE, PUBLIC)


def sample(size: int, _: Path) -> Timed:
    firms = ids(size)
    return lambda: random.Random(SEED).sample(firms, DRAWN)


def consistent(size: int, _: Path) -> Timed:
    from consistent_sampler import sampler  # in the bench's own packages

    firms = ids(size)
    return lambda: list(sampler(firms, seed=SEED, take=DRAWN))


def cryptorandom(size: int, _: Path) -> Timed:
    from cryptorandom.cryptorandom import SHA256  # in the bench's own packages
    from cryptorandom.sample import random_sample

    firms = ids(size)
    return lambda: random_sample(firms, DRAWN, method="PIKK", prng=SHA256(SEED))


def database(size: int, _: Path) -> Timed:
    connection = psycopg.connect()
    query = f"SELECT id FROM pool_{size} ORDER BY random() LIMIT {DRAWN}"
    return lambda: connection.execute(query).fetchall()


def teams(size: int, _: Path) -> Timed:
    """All drawn, all teamed."""
    pool = busy_county()
    assert len(pool.entities) == size
    text = pool.text()
    return lambda: compute(text, NONCE, PUBLIC)


def freeze(size: int, directory: Path) -> Timed:
    """From the table through a server-side cursor, as `values_list(…).iterator()` reads, into a file."""

    def firms() -> Iterator[tuple[str, str]]:
        with psycopg.connect() as connection, connection.cursor("firms") as rows:
            rows.itersize = 2000
            rows.execute(f"SELECT id, stratum, weight, checked, standing FROM pool_{size} ORDER BY id")
            for row in rows:
                yield Entity(*row).line(), SALT

    def timed() -> None:
        run = Freeze(RULES)
        with (directory / "frozen.txt").open("w", encoding="ascii", newline="\n") as file:
            file.writelines(run.text(firms()))
        assert len(run.root) == 64
        assert run.digest("sha256") == _digest(directory / f"{size}.txt")

    return timed


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


CASES: dict[str, Callable[[int, Path], Timed]] = {
    case.__name__: case for case in (bare, draw, heavy, sample, consistent, cryptorandom, database, teams, freeze)
}
ON_THE_WALL = {"database"}


def measure(case: str, size: int, directory: Path) -> dict[str, float]:
    """{"ms", "mb"} of one case."""
    timed, clock = CASES[case](size, directory), perf_counter if case in ON_THE_WALL else process_time
    took = []
    for _ in range(1 if case == "freeze" else ROUNDS.get(size, 2)):
        since = clock()
        timed()
        took.append(clock() - since)
    return {"ms": 1000 * min(took), "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    _, name, firms_in_it, place = sys.argv
    sys.stdout.write(json.dumps(measure(name, int(firms_in_it), Path(place))))
