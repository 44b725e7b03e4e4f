"""`./run bench trail`: writers with and without the trail, a replay of a million events, proofs, beside their limits.

Every case runs in processes of its own; progress goes to stderr. Times are by the clock: writers wait for one another.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tests.bench import packages
from tests.bench.database import scratch
from tests.bench.table import table

WRITERS = (1, 2, 4, 8)
EVENTS = 1_000_000
MOST_TIMES = 12  # a replay beside one bare reading and hashing of the same rows
Found = dict[str, Any]


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def started(environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "tests.bench.trail_cases", *arguments]
    return subprocess.Popen(program, cwd=packages.ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True)


def answer(child: subprocess.Popen[str]) -> Any:
    """What it measured; None when it could not run here: its own words are on stderr."""
    said, _ = child.communicate()
    return json.loads(said) if child.returncode == 0 else None


def main() -> int:
    """1 when a limit is missed or the log that eight writers made does not replay."""
    if not packages.install():
        say("对比用的软件包没有装好，表中相应各行空缺。")
    with scratch("bench_trail") as at:
        environment = packages.environment() | _django(at)
        say("准备数据库")
        answer(started(environment, "migrate"))
        rates = {kind: [_rate(environment, kind, number) for number in WRITERS] for kind in ("plain", "guarded")}
        after = _one(environment, "verify", "核对八个写入者留下的日志")
        _one(environment, "fill", f"写入到 {EVENTS:,} 条", str(EVENTS))
        cases = {"verify": "重放核对", "bare": "逐条读出并计算摘要（下限）", "prove": "证明", "pymerkle": "pymerkle"}
        found = {case: _one(environment, case, words) for case, words in cases.items()}
    sys.stdout.write("\n".join(report(rates, after, found)) + "\n")
    return 0 if all(kept for _, kept in limits(after, found)) else 1


def _django(at: Mapping[str, str]) -> dict[str, str]:
    login = f"{quote(at['PGUSER'], safe='')}:{quote(at['PGPASSWORD'], safe='')}"
    url = f"postgres://{login}@:{at.get('PGPORT', '5432')}/{at['PGDATABASE']}?host={quote(at['PGHOST'], safe='')}"
    own = {"DATABASE_URL": url, "DATABASE_OWNER_URL": url}
    return own | {"PYTHONPATH": f"{packages.PLACE}{os.pathsep}{packages.ROOT}"}


def _rate(environment: Mapping[str, str], kind: str, writers: int) -> float:
    """Transactions a second of all writers together."""
    say(f"{writers} 个写入者，{'有留痕' if kind == 'guarded' else '无留痕'}")
    children = [started(environment, "write", f"{kind}/{number}") for number in range(writers)]
    return sum(answer(child) or 0.0 for child in children)


def _one(environment: Mapping[str, str], case: str, words: str, *arguments: str) -> Found | None:
    say(words)
    return answer(started(environment, case, *arguments))


def report(rates: Mapping[str, list[float]], after: Found | None, found: Mapping[str, Found | None]) -> list[str]:
    plain, guarded = rates["plain"], rates["guarded"]
    writers = [
        ["写入者", *(str(number) for number in WRITERS)],
        ["无留痕，次/秒", *(f"{rate:,.0f}" for rate in plain)],
        ["有留痕，次/秒", *(f"{rate:,.0f}" for rate in guarded)],
        ["倍数", *(f"{with_it / without:.2f}" for without, with_it in zip(plain, guarded, strict=True))],
    ]
    replayed = f"，之后重放 {after['events']:,} 条，问题 {after['fails']} 处" if after else ""
    lines = [f"每次事务改一行并提交，各写入者 5 秒{replayed}。", table(writers), ""]
    return [*lines, *_replayed(found), "", *_proofs(found), "", *_kept(after, found)]


def _replayed(found: Mapping[str, Found | None]) -> list[str]:
    verify, bare = found["verify"], found["bare"]
    if not verify or not bare:
        return ["重放没有结果。"]
    rows = [
        ["", "秒", "倍数", "内存峰值，MB"],
        ["逐条读出并计算摘要（下限）", f"{bare['s']:.1f}", "1.00", "—"],
        ["verify_trail 全部核对", f"{verify['s']:.1f}", f"{verify['s'] / bare['s']:.2f}", f"{verify['mb']:.0f}"],
    ]
    return [f"重放 {verify['events']:,} 条：每条的内容、摘要、总校验码，以及各对象的现状。", table(rows)]


def _proofs(found: Mapping[str, Found | None]) -> list[str]:
    rows = [["毫秒", "本系统", "pymerkle"]]
    words = {
        "build": "建树",
        "first": "第一个证明（含建树）",
        "next": "同一棵树再证一条",
        "check": "核验一个证明",
        "goes_on": "证明日志接续",
    }
    for key, word in words.items():
        rows.append([word, *(_ms(found[case], key) for case in ("prove", "pymerkle"))])
    hashes = (found["prove"] or {}).get("hashes", 0)
    return [f"{EVENTS:,} 条中一条的证明，{hashes} 个摘要。", table(rows)]


def _ms(measured: Found | None, key: str) -> str:
    return f"{measured[key] * 1000:,.3f}" if measured and key in measured else "—"


def _kept(after: Found | None, found: Mapping[str, Found | None]) -> list[str]:
    return [f"{'达到' if kept else '未达到'}：{words}" for words, kept in limits(after, found)]


def limits(after: Found | None, found: Mapping[str, Found | None]) -> list[tuple[str, bool]]:
    verify, bare = found["verify"], found["bare"]
    return [
        ("八个写入者的日志没有分叉、没有缺号", bool(after and not after["fails"])),
        (f"重放在下限的 {MOST_TIMES} 倍以内", bool(verify and bare and verify["s"] <= MOST_TIMES * bare["s"])),
        ("证明核验通过", bool(found["prove"] and found["prove"]["right"])),
    ]


if __name__ == "__main__":
    sys.exit(main())
