"""A file into rows, through a process that cannot hurt the machine (`child`)."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from yangcheng_inspect.errors import DomainError

MAX_BYTES = 20 * 1024**2
WALL_SECONDS = 120
CHILD = Path(__file__).with_name("child.py")
INTERRUPTED = "读取文件时超出了内存或时间限制，没有读取。请删去无关的工作表和列后重新上传。"

Progress = Callable[[int, int], None]


class UnreadableFile(DomainError):
    """The file as a whole cannot be used; nothing was written."""


class Formula:
    """A cell that holds a formula; what it would show is nobody's word."""

    def __repr__(self) -> str:
        return "Formula()"


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell that another one covers: it has no value of its own. `area` as Excel writes it, B2:B4."""

    area: str

    def __str__(self) -> str:
        return "（合并）"


Cell = str | int | float | bool | date | Formula | Merged | None


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as Excel counts it; `cells` from column A."""

    number: int
    cells: tuple[Cell, ...]


class Rows(list[Row]):
    """Rows of a file, and what a person should know about the file: other sheets, hidden rows, formulas of an xls."""

    notes: tuple[str, ...] = ()


def read(path: Path, progress: Progress | None = None) -> Rows:
    """Every row of the first visible sheet, hidden rows too, or of the CSV, that is not empty.

    Raises UnreadableFile, whose text is one sentence in Chinese.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile("文件超过 20 MB。请删去图片和无关的工作表，或分成几个文件上传。")
    if path.stat().st_size == 0:
        raise UnreadableFile("文件是空的。请重新导出后上传。")
    command = [sys.executable, "-I", str(CHILD), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        alarm = threading.Timer(WALL_SECONDS, process.kill)
        alarm.start()
        try:
            return _collect(process.stdout, progress or _silent)  # type: ignore[arg-type]
        finally:
            alarm.cancel()
            process.kill()


def _silent(read: int, total: int) -> None:
    """Nobody watches."""


def _collect(lines: IO[bytes], progress: Progress) -> Rows:
    """Rows until the child says that was all; a child that dies before has read nothing."""
    rows = Rows()
    total = 0
    for line in lines:
        message = _parse(line)
        if isinstance(message, list):
            rows.append(Row(message[0], tuple(map(_cell, message[1:]))))
            if len(rows) % 500 == 0:
                progress(len(rows), total)
        elif "refused" in message:
            raise UnreadableFile(message["refused"])
        elif "end" in message:
            progress(len(rows), len(rows))
            return rows
        if isinstance(message, dict):
            total, rows.notes = message["total"], tuple(message["notes"])
    raise UnreadableFile(INTERRUPTED)


def _parse(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:  # the child was killed in the middle of a line
        raise UnreadableFile(INTERRUPTED) from None


def _cell(value: Any) -> Cell:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    if "merged" in value:
        return Merged(value["merged"])
    return Formula() if "formula" in value else date.fromisoformat(value["date"])
