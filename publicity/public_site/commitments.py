"""What a commitment `SSJ-COMMIT/1` says, for people. Read once more here: the public site knows no other app.

Lines of TAB-divided fields, first the tag (decisions, Draw 3). A line that is missing reads as nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from publicity.public_site.words import stratum_word

GENESIS = "0" * 64
COLUMNS = 4  # in the lot, directed, left out by the yearly cap, excluded


@dataclass(frozen=True)
class Counted:
    """Firms of 一般 or 重点 at the freeze."""

    word: str
    lot: int
    directed: int
    capped: int
    excluded: int

    @property
    def total(self) -> int:
        return self.lot + self.directed + self.capped + self.excluded


@dataclass(frozen=True)
class Commitment:
    """`prev`, `names`, `pool` and `nonce` are 64 hex; `sources` pairs such as `("KL8", "2026301")`, in order."""

    prev: str
    names: str
    pool: str
    nonce: str
    sources: tuple[tuple[str, str], ...]
    counts: tuple[Counted, ...]

    @property
    def is_first(self) -> bool:
        """Whether no record of the bureau came before."""
        return self.prev == GENESIS

    @property
    def witnesses_only(self) -> bool:
        """No national ball lottery among the sources: weaker, and the page says so (draw.md §4)."""
        return bool(self.sources) and all(kind == "W" for kind, _ in self.sources)

    @property
    def total(self) -> int:
        """Firms in the pool, whatever their standing: the number of leaves under `pool`."""
        return sum(row.total for row in self.counts)


def read(text: str) -> Commitment:
    """A commitment text as the freeze published it."""
    rows = [line.split("\t") for line in text.splitlines()]
    one = {row[0]: row[1] for row in rows if len(row) == 2}
    sources = tuple((row[1], row[2]) for row in rows if row[0] == "source" and len(row) == 3)
    named = {name: one.get(name, "") for name in ("prev", "names", "pool", "nonce")}
    return Commitment(**named, sources=sources, counts=_counts(rows))


def _counts(rows: Sequence[Sequence[str]]) -> tuple[Counted, ...]:
    """The strata of the protocol under the two words the public knows; words without a firm fall away."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * COLUMNS)
    for row in rows:
        if row[0] == "S" and len(row) == 2 + COLUMNS:
            word = stratum_word(row[1])
            sums[word] = [a + int(b) for a, b in zip(sums[word], row[2:], strict=True)]
    return tuple(Counted(word, *found) for word, found in sorted(sums.items()) if any(found))
