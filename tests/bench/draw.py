"""`./run bench draw`: the draw beside the bare hash loop, the usual ways to pick, and two published samplers.

Every case runs in a process of its own, so that its peak memory is its own; progress goes to stderr.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from tests.bench import packages
from tests.bench.database import scratch
from tests.bench.draw_pools import DRAWN, TABLE, write
from tests.bench.table import table

SIZES = (10_000, 100_000, 1_000_000)
CASES = {
    "bare": "逐个计算摘要（下限）",
    "draw": "本系统：冻结文本到结果",
    "heavy": "本系统：5% 的权重为 5",
    "sample": "random.sample",
    "database": "PostgreSQL ORDER BY random()",
    "consistent": "consistent-sampler",
    "cryptorandom": "cryptorandom（PIKK）",
}
PACKAGED = ("consistent", "cryptorandom")
MOST_TIMES, MOST_MEGABYTES, TEAM_SECONDS = 4, 700, 3

Measured = dict[str, float] | None


class Bench:
    """`directory` holds the frozen texts, `environment` leads the children to packages and database."""

    def __init__(self, directory: Path, environment: Mapping[str, str]) -> None:
        self.directory, self.environment = directory, environment

    def measure(self, case: str, size: int) -> Measured:
        """None when the case cannot run here; its own words are on stderr."""
        say(f"{size:,} 户：{CASES.get(case, case)}")
        program = [sys.executable, "-m", "tests.bench.draw_cases", case, str(size), str(self.directory)]
        done = subprocess.run(
            program, cwd=packages.ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            say(done.stderr.strip().rpartition("\n")[2])
            return None
        return dict(json.loads(done.stdout))


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def main() -> int:
    """1 when a limit is missed."""
    if not packages.install():
        say("对比用的软件包没有装好，表中相应各行空缺。")
    with TemporaryDirectory() as place, scratch("bench_draw") as at:
        bench = Bench(Path(place), packages.environment() | at)
        _prepare(bench)
        found = {case: [bench.measure(case, size) for size in SIZES] for case in CASES}
        teams, freeze = bench.measure("teams", 1000), bench.measure("freeze", SIZES[-1])
    sys.stdout.write(_report(found, teams, freeze))
    return 0 if all(kept for _, kept in _limits(found, teams)) else 1


def _prepare(bench: Bench) -> None:
    os.environ.update({name: value for name, value in bench.environment.items() if name.startswith("PG")})
    with psycopg.connect(autocommit=True) as connection:
        for size in SIZES:
            say(f"{size:,} 户：准备数据")
            write(bench.directory / f"{size}.txt", size)
            write(bench.directory / f"{size}.heavy.txt", size, heavy=5)
            connection.execute(TABLE.format(size=size))


def _report(found: Mapping[str, list[Measured]], teams: Measured, freeze: Measured) -> str:
    header = ["", *(word for size in SIZES for word in (f"{size:,} 户，毫秒", "倍数")), "内存峰值，MB"]
    rows = [[CASES[case], *_columns(times, found["bare"])] for case, times in found.items()]
    lines = [
        f"抽 {DRAWN} 户，备选每层 5 户。时间：本进程的处理器时间，PostgreSQL 一行按钟表。",
        "倍数：与同一规模“逐个计算摘要”之比。内存：最大规模时的峰值，数据库服务器不计。",
        table([header, *rows]),
        f"1,000 户、120 名检查人员、一成回避：抽取并编组 {_one(teams)}",
        f"从 PostgreSQL 表流式封存 1,000,000 户（两种摘要、名单树根）：{_one(freeze)}",
        *(f"{'达到' if kept else '未达到'}：{words}" for words, kept in _limits(found, teams)),
    ]
    return "\n".join(lines) + "\n"


def _columns(times: list[Measured], bare: list[Measured]) -> list[str]:
    cells = []
    for one, limit in zip(times, bare, strict=True):
        cells += [f"{one['ms']:,.1f}" if one else "—", f"{one['ms'] / limit['ms']:.2f}" if one and limit else "—"]
    last = times[-1]
    return [*cells, f"{last['mb']:,.0f}" if last else "—"]


def _one(measured: Measured) -> str:
    return f"{measured['ms'] / 1000:.2f} 秒，内存峰值 {measured['mb']:.0f} MB" if measured else "没有结果"


def _limits(found: Mapping[str, list[Measured]], teams: Measured) -> list[tuple[str, bool]]:
    bare, draw = found["bare"][-1], found["draw"][-1]
    return [
        (f"100 万户在下限的 {MOST_TIMES} 倍以内", bool(bare and draw and draw["ms"] <= MOST_TIMES * bare["ms"])),
        (f"内存在 {MOST_MEGABYTES} MB 以内", bool(draw and draw["mb"] < MOST_MEGABYTES)),
        (f"编组在 {TEAM_SECONDS} 秒以内", bool(teams and teams["ms"] < TEAM_SECONDS * 1000)),
    ]


if __name__ == "__main__":
    sys.exit(main())
