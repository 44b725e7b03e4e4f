"""The frozen text read back: nothing passes that we would not have written ourselves."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from inspections.lottery import grammar
from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.pool import Pool
from inspections.lottery.roll import Roll
from inspections.lottery.rows import Avoidance, Inspector, Source, Stratum


def _inspector(id: str, leader: str, limit: str, prior: str) -> Inspector:
    return Inspector(id, leader == "1", int(limit), int(prior))


def _stratum(code: str, ratio: str, floor: str) -> Stratum:
    return Stratum(code, int(ratio), int(floor))


SECTIONS: dict[str, tuple[str, Callable[..., Any]]] = {
    "source": ("sources", Source),
    "S": ("strata", _stratum),
    "I": ("inspectors", _inspector),
    "A": ("avoidances", Avoidance),
}
FIRMS = re.compile("^(?:E\t.*\n)++", re.MULTILINE)
NUMBERS = ("total", "cap", "reserve", "team")


def parse(text: str) -> Pool:
    """The pool of a frozen text. Raises GRAMMAR, DUP, UNKNOWN, or CANONICAL when our own text differs by a byte."""
    if not text.endswith("\n"):
        raise grammar.unfinished()
    # The firms stay one piece: a million lines are never a list.
    first, *header, body = text.split("\n", 1 + len(grammar.HEADER))
    if first != grammar.FORMAT:
        raise grammar.malformed(first)
    roll = Roll("".join(FIRMS.findall(body)))
    pool = Pool(**_header(header), **_sections(FIRMS.sub("", body)), entities=roll)
    if pool.text() != text:
        raise LotteryError(Code.CANONICAL, "文本各行的顺序或写法与规定不符，可能被改动过。请使用公布的原始文件核验。")
    return pool


def _header(lines: Sequence[str]) -> dict[str, Any]:
    if len(lines) < len(grammar.HEADER):
        raise LotteryError(Code.GRAMMAR, "文本开头缺少规定的行。请使用系统导出的原始文件。")
    values: dict[str, Any] = {}
    for name, line in zip(grammar.HEADER, lines, strict=True):
        if not line.startswith(f"{name}\t"):
            raise grammar.malformed(line)
        (values[name],) = grammar.fields(line)
    values["nonce_commitment"] = values.pop("nonce")
    return values | {name: int(values[name]) for name in NUMBERS}


def _sections(text: str) -> dict[str, Any]:
    """Everything behind the header, the firms taken out."""
    rows: dict[str, list[Any]] = {name: [] for name, _ in SECTIONS.values()}
    for line in text.split("\n")[:-1]:
        tag = line.partition("\t")[0]
        if tag not in SECTIONS:
            raise grammar.malformed(line)
        name, build = SECTIONS[tag]
        rows[name].append(build(*grammar.fields(line)))
    return {name: tuple(found) for name, found in rows.items()}
