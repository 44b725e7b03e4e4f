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


Cell = str | int | float | bool | date | Formula | None


@dataclass(frozen=True)
class Row:
    """`number` as Excel counts it; `cells` from column A."""

    number: int
    cells: tuple[Cell, ...]


def read(path: Path, progress: Progress | None = None) -> list[Row]:
    """Every row of the first visible sheet, or of the CSV, that is not empty.

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


def _collect(lines: IO[bytes], progress: Progress) -> list[Row]:
    """Rows until the child says that was all; a child that dies before has read nothing."""
    rows: list[Row] = []
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
        total = message.get("total", total) if isinstance(message, dict) else total
    raise UnreadableFile(INTERRUPTED)


def _parse(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:  # the child was killed in the middle of a line
        raise UnreadableFile(INTERRUPTED) from None


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return Formula() if "formula" in value else date.fromisoformat(value["date"])
    return value  # type: ignore[no-any-return]
