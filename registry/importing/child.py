"""The limited process that opens an uploaded file. Run as a script, with nothing but the pure readers beside it.

Writes JSON lines: {"total": rows, "notes": [sentence, …]}, then [row number, cell, …] per row that is not empty, then
{"end": true}; or {"refused": sentence}. A cell is a string, a number, a boolean, null, {"date": "2026-11-02"},
{"formula": true}, or {"merged": "B2:B4"} for a cell that another one covers.
"""

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

MEMORY = 1024**3
CPU_SECONDS = 60
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_OUTPUT = 100 * 1024**2
MAX_CELL = 5_000
BROKEN = "文件已损坏，或者不是表格。请在 Excel 中另存为 xlsx 后重新上传。"


def limit() -> None:
    """From here on this process cannot hurt the machine, whatever the file holds."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def plain(cell: Any) -> Any:
    """A cell as JSON can say it."""
    if isinstance(cell, str):
        return cell[:MAX_CELL].replace("\x00", "")  # an xls can hold them, no database takes them
    if isinstance(cell, datetime | date):
        return {"date": cell.isoformat()[:10]}
    if isinstance(cell, int | float | dict) or cell is None:
        return cell
    return str(cell)


def lines(total: int, notes: list[str], rows: Iterator[tuple[int, list[Any]]]) -> Iterator[str]:
    from registry.importing.opened import Refused

    yield json.dumps({"total": total, "notes": notes})
    size = count = 0
    for number, cells in rows:
        if not any(cell not in (None, "") for cell in cells):
            continue
        count += 1
        if count > MAX_ROWS:
            raise Refused(f"文件超过 {MAX_ROWS:,} 行。请分成几个文件上传。")
        line = json.dumps([number, *map(plain, cells[:MAX_COLUMNS])], ensure_ascii=False)
        size += len(line)
        if size > MAX_OUTPUT:
            raise Refused("文件内容过多。请删去无关的列后重新上传。")
        yield line
    yield json.dumps({"end": True})


def main(path: str) -> None:
    """Prints the lines. Whatever goes wrong inside a library is the file's fault; only want of memory is told apart."""
    from registry.importing import opened

    limit()
    try:
        found = opened.open_file(Path(path))
        for line in lines(found.total, found.notes, found.rows):
            sys.stdout.write(line + "\n")
    except opened.Refused as refusal:
        sys.stdout.write(json.dumps({"refused": str(refusal)}) + "\n")
    except MemoryError:
        sys.exit(1)
    except BaseException:  # a panic of the library's own language is no Exception
        sys.stdout.write(json.dumps({"refused": BROKEN}) + "\n")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))  # python -I leaves it out
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    main(sys.argv[1])
