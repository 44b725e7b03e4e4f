"""`./run bench public`: a million results searched, listed, counted and read, beside a view that returns a constant.

The pages are made in one thread of the public process, under its own role and limits of time, without a network.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote

from tests.bench import packages
from tests.bench.database import scratch
from tests.bench.table import table

CASES = {
    "constant": "只返回常量的页面",
    "first": "列表第一页，含分类计数",
    "deep": "列表第 50 页",
    "one": "查一个字",
    "two": "查两个字",
    "common": "查两个字，1000 条以上",
    "four": "查四个字",
    "tail4": "查代码后 4 位",
    "tail6": "查代码后 6 位",
    "ticks": "筛选乡镇、年份、结果",
    "rare": "筛选到很少几条",
    "narrowed": "查两个字再筛选",
    "detail": "一条结果",
}
LIMIT = 300  # milliseconds, p95 of every page
COUNTED = 3000  # milliseconds for the first page after a change
Found = Mapping[str, Sequence[float]]


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def run(environment: Mapping[str, str], case: str) -> Any:
    program = [sys.executable, "-m", "tests.bench.public_cases", case]
    done = subprocess.run(program, cwd=packages.ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def main() -> int:
    """1 when a limit is missed."""
    with scratch("bench_public") as at:
        environment = packages.environment() | _django(at)
        say("准备一百万条公示结果")
        filled = run(environment, "fill")
        say("逐页测量")
        found = run(environment, "measure") if filled else None
    if not found:
        say("没有测成，原因见上。")
        return 1
    sys.stdout.write("\n".join(report(filled["rows"], found)) + "\n")
    return 0 if all(kept for _, kept in limits(found)) else 1


def _django(at: Mapping[str, str]) -> dict[str, str]:
    login = f"{quote(at['PGUSER'], safe='')}:{quote(at['PGPASSWORD'], safe='')}"
    url = f"postgres://{login}@:{at.get('PGPORT', '5432')}/{at['PGDATABASE']}?host={quote(at['PGHOST'], safe='')}"
    own = {"DATABASE_URL": url, "DATABASE_OWNER_URL": url, "DATABASE_PUBLIC_URL": url}
    return own | {"PYTHONPATH": str(packages.ROOT)}


def report(rows: int, found: Found) -> list[str]:
    base = median(found["constant"])
    lines = [["毫秒", "p50", "p95", "页/秒", "倍数"]]
    for case, words in CASES.items():
        times = found[case]
        pages = 1000 * len(times) / sum(times)
        lines.append([words, *(f"{n:.1f}" for n in (median(times), p95(times), pages, median(times) / base))])
    after = (
        f"有新结果后的第一页（重新计数）{found['count'][0]:,.0f} 毫秒；两万条的 CSV {found['csv'][0] / 1000:.1f} 秒。"
    )
    note = f"{rows:,} 条公示结果，一个线程，不计网络。倍数：与返回常量的页面之比（p50）。"
    return [
        note,
        table(lines),
        "",
        after,
        "",
        *(f"{'达到' if kept else '未达到'}：{said}" for said, kept in limits(found)),
    ]


def p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


def limits(found: Found) -> list[tuple[str, bool]]:
    slowest = max((case for case in CASES), key=lambda case: p95(found[case]))
    return [
        (f"各页 p95 不超过 {LIMIT} 毫秒，最慢的是“{CASES[slowest]}”", p95(found[slowest]) <= LIMIT),
        (f"重新计数不超过 {COUNTED:,} 毫秒", found["count"][0] <= COUNTED),
    ]


if __name__ == "__main__":
    sys.exit(main())
