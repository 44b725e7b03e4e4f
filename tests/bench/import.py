"""`./run bench import`: upload to confirmation of long lists, beside plain readings of the same file.

Every case runs in a process of its own, so that its peak memory is its own; progress goes to stderr. Time is that of
the processors (this process, the reader's child, the database server), so that a busy machine tells the same.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from tests.bench import packages
from tests.bench.database import scratch
from tests.bench.table import table
from tests.factories.market_export import write_csv, write_xlsx

FILES = {"50000.xlsx": "50,000 行 xlsx", "90000.csv": "90,000 行 csv（GB18030），其中 50,000 户库中已有"}
PLAIN = {"calamine": "python-calamine 直接读", "read_only": "openpyxl 只读方式", "full": "openpyxl 整本打开"}
PHASES = {"read": "读取文件", "compare": "核对比较", "store": "保存预览", "confirm": "确认写入"}
LIMIT = 15  # seconds for preview and for confirmation, each

Measured = dict[str, float] | None


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def run(environment: Mapping[str, str], *arguments: str) -> dict[str, Measured]:
    """What the case measured, by phase; {} when it cannot run here: its own words are on stderr."""
    program = [sys.executable, "-m", "tests.bench.import_cases", *arguments]
    with subprocess.Popen(program, cwd=packages.ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True) as done:
        found = done.stdout.read() if done.stdout else ""
    return dict(json.loads(found)) if done.returncode == 0 else {}


def main() -> int:
    """1 when a limit is missed."""
    if not packages.install():
        say("对比用的软件包没有装好，表中相应各行空缺。")
    with TemporaryDirectory() as place, scratch("bench_import") as at:
        environment = packages.environment() | _django(at, place)
        write_xlsx(Path(place) / "50000.xlsx", 50_000)
        write_csv(Path(place) / "90000.csv", 90_000)  # the first 50,000 are known by then
        say("准备数据库")
        run(environment, "migrate")
        found = {name: _measure(environment, Path(place) / name) for name in FILES}
    sys.stdout.write("\n".join(report(found)) + "\n")
    return 0 if all(kept for _, kept in limits(found)) else 1


def _django(at: Mapping[str, str], place: str) -> dict[str, str]:
    """The scratch database as the application's own, uploads in a place that goes away."""
    login = f"{quote(at['PGUSER'], safe='')}:{quote(at['PGPASSWORD'], safe='')}"
    url = f"postgres://{login}@:{at.get('PGPORT', '5432')}/{at['PGDATABASE']}?host={quote(at['PGHOST'], safe='')}"
    own = {"DATABASE_URL": url, "DATABASE_OWNER_URL": url, "BENCH_MEDIA": f"{place}/media"}
    return own | {"PYTHONPATH": f"{packages.PLACE}{os.pathsep}{packages.ROOT}"}


def _measure(environment: Mapping[str, str], path: Path) -> dict[str, Measured]:
    say(FILES[path.name])
    plain = PLAIN if path.suffix == ".xlsx" else {}
    found: dict[str, Measured] = {}
    for case in plain:
        say(f"  {PLAIN[case]}")
        found |= run(environment, case, str(path))
    return found | run(environment, "import", str(path))


def report(found: Mapping[str, Mapping[str, Measured]]) -> list[str]:
    header = ["", "秒", "倍数", "内存峰值，MB"]
    parts = []
    for name, measured in found.items():
        base = measured.get("calamine") or measured.get("read")
        rows = [_row(word, measured.get(case), base) for case, word in _words(name).items()]
        parts += ["", FILES[name], table([header, *rows])]
    note = "秒：处理器时间（本进程、子进程、数据库服务器合计）。倍数：与第一行之比。内存：本进程与子进程中较大者。"
    return [note, *parts, "", *(f"{'达到' if kept else '未达到'}：{words}" for words, kept in limits(found))]


def _words(name: str) -> Mapping[str, str]:
    return {**PLAIN, **PHASES} if name.endswith(".xlsx") else PHASES


def _row(word: str, one: Measured, base: Measured) -> Sequence[str]:
    if one is None or base is None:
        return [word, "—", "—", "—"]
    return [word, f"{one['s']:.1f}", f"{one['s'] / base['s']:.1f}", f"{one['mb']:.0f}"]


def limits(found: Mapping[str, Mapping[str, Measured]]) -> list[tuple[str, bool]]:
    """The promises for 50,000 rows."""
    measured = found["50000.xlsx"]
    preview = [measured.get(phase) for phase in ("read", "compare", "store")]
    confirm = measured.get("confirm")
    total = sum(one["s"] for one in preview if one) if all(preview) else LIMIT
    return [
        (f"50,000 行预览 {total:.1f} 秒，不超过 {LIMIT} 秒", total < LIMIT),
        (f"50,000 行确认不超过 {LIMIT} 秒", bool(confirm and confirm["s"] < LIMIT)),
    ]


if __name__ == "__main__":
    sys.exit(main())
