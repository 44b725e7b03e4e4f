"""The form of every line of the frozen text (draw protocol §2.2): what is written here is read here.

A field is a regular expression that must match all of it; `fullmatch` has no
trailing-newline trap as `$` has. Where §2.2 is silent, stratum codes, source
kinds and references are identifiers too. Integers end at fifteen digits: every
program holds those exactly, JavaScript included.
"""

import re
from collections.abc import Sequence

from inspections.lottery.errors import Code, LotteryError

FORMAT = "SSJ-DRAW/1"

DRAW = "[0-9A-Z][0-9A-Z-]{0,39}"
HEX = "[0-9a-f]{64}"
ID = "[0-9A-Z]{1,32}"
INTEGER = "0|[1-9][0-9]{0,14}"

HEADER = {
    "draw": DRAW,
    "prev": HEX,
    "hash": "sha256|sm3",
    "item": "[0-9A-Z]{1,8}",
    "mode": "ratio|total",
    "total": INTEGER,
    "cap": INTEGER,
    "reserve": INTEGER,
    "team": "[2-9]",
    "nonce": HEX,
}
ROWS = {
    "source": (ID, ID),
    "S": (ID, INTEGER, INTEGER),
    "E": (ID, ID, "[1-9][0-9]?", INTEGER, "E|M|X[1-9]"),
    "I": (ID, "[01]", INTEGER, INTEGER),
    "A": (ID, ID),
}


def line_pattern(tag: str, *fields: str) -> re.Pattern[str]:
    """A whole line: the tag and its fields, one TAB between them."""
    return re.compile("\t".join((tag, *(f"({field})" for field in fields))))


PATTERNS = {tag: line_pattern(tag, field) for tag, field in HEADER.items()} | {
    tag: line_pattern(tag, *fields) for tag, fields in ROWS.items()
}


def fields(line: str, patterns: dict[str, re.Pattern[str]] = PATTERNS) -> Sequence[str]:
    """The fields behind the tag; GRAMMAR when the line is none of the known ones."""
    pattern = patterns.get(line.partition("\t")[0])
    match = pattern and pattern.fullmatch(line)
    if not match:
        raise malformed(line)
    return match.groups()


def malformed(line: str) -> LotteryError:
    """The refusal for a line nobody may repair by guessing."""
    shown = " ".join(line.split()) or "空行"
    return LotteryError(Code.GRAMMAR, f"这一行不合规定的格式：“{shown[:80]}”。请核对数据，或使用系统导出的原始文件。")


def split_lines(text: str) -> list[str]:
    """The lines without their LF; GRAMMAR when the last one has none."""
    *lines, rest = text.split("\n")
    if rest or not lines:
        raise unfinished()
    return lines


def unfinished() -> LotteryError:
    """The refusal for a text without its last LF."""
    return LotteryError(Code.GRAMMAR, "文本末尾缺少换行。请使用系统导出的原始文件，不要用编辑器另存。")


def join_lines(lines: Sequence[str]) -> str:
    """LF after every line, the last included."""
    return "".join(f"{line}\n" for line in lines)


def row(tag: str, *values: str | int) -> str:
    """One line; `+True` is 1, and a float keeps its point, which no pattern allows."""
    return "\t".join((tag, *(value if isinstance(value, str) else str(+value) for value in values)))
