"""A notice's plain text as blocks: headings, lists, paragraphs. There is no markup, so there is nothing to escape from.

Written as people write papers: a blank line or a line's end closes a paragraph; `一、…` and `（一）…` that end without
a full stop are headings; lines that begin with `- ` or `1. ` are lists; `问：` heads an answer. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

FIRST = re.compile(r"(?:[一二三四五六七八九十]+、|问[：:]).*")
SECOND = re.compile(r"（[一二三四五六七八九十]+）.*")
BULLET = re.compile(r"[-·•]\s+(.*)")
NUMBER = re.compile(r"\d{1,2}[.．、]\s*(.*)")
ENDS = "。；：！…"
LONGEST_HEADING = 40


@dataclass(frozen=True)
class Block:
    """`kind` is h2, h3, p, ul or ol; `lines` are the items of a list, else one text."""

    kind: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.lines[0]


def blocks(body: str) -> list[Block]:
    """The text in order; lines of one list that follow each other are one block."""
    found: list[Block] = []
    for kind, text in _lines(body):
        if kind in ("ul", "ol") and found and found[-1].kind == kind:
            found[-1].lines.append(text)
        else:
            found.append(Block(kind, [text]))
    return found


def _lines(body: str) -> Iterator[tuple[str, str]]:
    for line in (line.strip() for line in body.splitlines()):
        if not line:
            continue
        if _is_heading(line) and FIRST.fullmatch(line):
            yield "h2", line
        elif _is_heading(line) and SECOND.fullmatch(line):
            yield "h3", line
        elif listed := BULLET.fullmatch(line):
            yield "ul", listed[1]
        elif listed := NUMBER.fullmatch(line):
            yield "ol", listed[1]
        else:
            yield "p", line


def _is_heading(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and line[-1] not in ENDS
