"""The firms of a pool, held as the lines of the frozen text.

A million firms fit because they become objects only for whoever asks. What follows the id in
an E line (stratum, weight, count, status) is the same for thousands of firms: it is checked,
counted and decided once per kind of firm, and only the ids are walked one by one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, starmap
from operator import attrgetter, lt
from typing import Self, overload

from inspections.lottery import grammar
from inspections.lottery.rows import Entity

LINE = re.compile(f"^E\t({grammar.ID})\t(.*)$", re.MULTILINE)
CHUNK = 1 << 20
"""Characters looked at in one go, so that the pieces of a large pool never exist all at once."""


@dataclass(frozen=True, slots=True)
class Kind:
    """An E line without its id."""

    stratum: str
    weight: int
    count: int
    status: str

    def entity(self, id: str) -> Entity:
        return Entity(id, self.stratum, self.weight, self.count, self.status)


class Roll(Sequence[Entity]):
    """Well-formed E lines: `section` is their text, `kinds` the ids of every kind in the order of the text.

    `ascending` says that every id is greater than the one before (TAB sorts below every character
    of an id, so the lines are sorted too), the first one greater than `after`; `last` is the last one.
    Raises GRAMMAR.
    """

    def __init__(self, section: str, after: str = "") -> None:
        self.section = section
        self.ascending, self.last = True, after
        tails: dict[str, list[str]] = defaultdict(list)
        for found in _chunks(section):
            for id, tail in found:
                tails[tail].append(id)
            ids = [self.last, *(id for id, _ in found)]
            self.ascending &= all(starmap(lt, pairwise(ids)))
            self.last = ids[-1]
        self.kinds = {_kind(tail, ids[0]): ids for tail, ids in tails.items()}

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Self:
        """These firms in canonical order; duplicates stay, and keep it from ascending."""
        if isinstance(entities, cls):
            return entities if entities.ascending else cls("".join(sorted(entities.section.splitlines(True))))
        return cls.of_lines(sorted(row.line() for row in entities))

    @classmethod
    def of_lines(cls, lines: Sequence[str], after: str = "") -> Self:
        """E lines without their LF, as they come; a line that is really two is refused."""
        broken = [line for line in lines if "\n" in line]
        if broken:
            raise grammar.malformed(broken[0])
        return cls(grammar.join_lines(lines), after)

    def missing(self, names: Iterable[str]) -> set[str]:
        """Those of `names` that no firm has."""
        left = set(names)
        for ids in self.kinds.values() if left else ():
            left.difference_update(ids)
        return left

    @cached_property
    def _rows(self) -> tuple[Entity, ...]:
        rows = (kind.entity(id) for kind, ids in self.kinds.items() for id in ids)
        return tuple(sorted(rows, key=attrgetter("id")))

    def __len__(self) -> int:
        return sum(map(len, self.kinds.values()))

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._rows)

    @overload
    def __getitem__(self, at: int) -> Entity: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Entity, ...]: ...
    def __getitem__(self, at: int | slice) -> Entity | tuple[Entity, ...]:
        return self._rows[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Roll) and self.section == other.section

    def __hash__(self) -> int:
        return hash(self.section)

    def __repr__(self) -> str:
        return f"<Roll of {len(self)}>"


def _chunks(section: str) -> Iterator[list[tuple[str, str]]]:
    """(id, rest of the line) in order, some thousands at a time."""
    start = 0
    while start < len(section):
        end = section.find("\n", start + CHUNK) + 1 or len(section)
        found = LINE.findall(section, start, end)
        if len(found) != section.count("\n", start, end):
            raise grammar.malformed(next(line for line in section[start:end].split("\n") if not LINE.fullmatch(line)))
        yield found
        start = end


def _kind(tail: str, id: str) -> Kind:
    _, stratum, weight, count, status = grammar.fields(f"E\t{id}\t{tail}")
    return Kind(stratum, int(weight), int(count), status)
