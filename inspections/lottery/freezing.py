"""The frozen text written from a stream of firms, and in the same pass everything published about it.

Never more than some thousands of firms exist at once: the text leaves in pieces, both digests
and the root of the pool grow with it. `Pool` is the same thing for those who want it whole.

    freeze = Freeze(rules, avoidances)
    for piece in freeze.text((line, salt) for …):     E lines, ascending by id
        file.write(piece)
    freeze.digest("sha256"), freeze.root, freeze.counts
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from inspections.lottery import grammar
from inspections.lottery.checks import refuse_twice, refuse_unknown
from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.hashing import FRESH, HASHES
from inspections.lottery.merkle import Frontier, salted_leaf
from inspections.lottery.pool import Pool
from inspections.lottery.roll import Kind, Roll
from inspections.lottery.rows import Avoidance, Entity

SOME = 10_000
"""Firms looked at in one go."""

Salted = tuple[str, str]
"""An E line without its LF, and the 32 hex of its salt."""


class Freeze:
    """One pass. `rules` is a pool without firms and A rows, `avoidances` are the A rows.

    Once `text` has run out, `digest` gives F in both hashes, `root` the root over the E lines,
    and `counts` how many firms there are of every kind.
    """

    def __init__(self, rules: Pool, avoidances: Iterable[Avoidance] = ()) -> None:
        self.rules = _with(rules, tuple(avoidances))
        self.counts: Counter[Kind] = Counter()
        self._states = {name: FRESH[name].copy() for name in HASHES}
        self._frontier = Frontier(rules.hash)

    def text(self, firms: Iterable[Salted]) -> Iterator[str]:
        """The frozen text, piece by piece. Raises GRAMMAR, DUP, UNKNOWN, CANONICAL (order), INPUT (salt)."""
        yield self._written(grammar.join_lines([grammar.FORMAT, *self.rules.head()]))
        stream, last, awaited = iter(firms), "", {row.entity for row in self.rules.avoidances}
        while some := list(islice(stream, SOME)):
            roll = self._checked(Roll.of_lines([line for line, _ in some], last), last)
            last, awaited = roll.last, roll.missing(awaited)
            self._count(roll, some)
            yield self._written(roll.section)
        refuse_unknown("检查对象", awaited)
        yield self._written(grammar.join_lines(list(self.rules.foot())))

    def digest(self, name: str) -> str:
        """F in the hash `name`: 64 hex."""
        return self._states[name].hexdigest()

    @property
    def root(self) -> str:
        """64 hex, as `PoolTree` gives it."""
        return self._frontier.root

    def _checked(self, roll: Roll, last: str) -> Roll:
        if not roll.ascending:
            refuse_twice("检查对象", [last, *(row.id for row in roll)])
            raise LotteryError(Code.CANONICAL, "检查对象没有按标识从小到大排列，名单不能封存。请按标识排序后重试。")
        refuse_unknown("分层", {kind.stratum for kind in roll.kinds} - {row.code for row in self.rules.strata})
        return roll

    def _count(self, roll: Roll, some: Iterable[Salted]) -> None:
        self.counts.update({kind: len(ids) for kind, ids in roll.kinds.items()})
        for line, salt in some:
            self._frontier.add(salted_leaf(line, salt, self.rules.hash))

    def _written(self, piece: str) -> str:
        for state in self._states.values():
            state.update(piece.encode("ascii"))
        return piece


def _with(rules: Pool, avoidances: tuple[Avoidance, ...]) -> Pool:
    """`rules` with the A rows and, so that the pool checks them as it always does, the firms they name."""
    anywhere = rules.strata[0].code if rules.strata else ""
    named = {row.entity for row in avoidances}
    return replace(rules, entities=tuple(Entity(id, anywhere) for id in named), avoidances=avoidances)
