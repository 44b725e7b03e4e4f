"""`python -m inspections.lottery FILE.json`: recompute a draw and print it as one line of JSON."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.transport import run


def main() -> int:
    """Print the outcome, or `{"error": CODE}` with the sentence on stderr and exit status 1."""
    parser = argparse.ArgumentParser(prog="python -m inspections.lottery", description=__doc__)
    parser.add_argument("file", type=Path, help="pool, nonce and public numbers as JSON")
    try:
        answer = run(_read(parser.parse_args().file))
    except LotteryError as error:
        sys.stderr.write(f"{error}\n")
        _print({"error": error.code})
        return 1
    _print(answer)
    return 0


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise LotteryError(Code.INPUT, f"文件无法读取：{path}。请确认它存在，并且是 JSON 文件。") from error


def _print(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, sort_keys=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    sys.exit(main())
