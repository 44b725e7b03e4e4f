"""The words by which trades, towns and units are recognised. Filled from the database by the caller."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from registry.importing.values import parts

# 酒类经营（不含住宿服务）: what a firm says it does not do suggests nothing.
EXCLUDED = re.compile(r"(不含|不包含|不包括|不得)[^；;。）)\]】]*")


@dataclass(frozen=True)
class Trade:
    """A 监管行业: its names, and the words of a business scope that suggest it."""

    name: str
    aliases: tuple[str, ...] = ()
    scope_words: tuple[str, ...] = ()

    def is_called(self, word: str) -> bool:
        return word == self.name or word in self.aliases

    def is_suggested_by(self, scope: str) -> bool:
        return any(word and word in scope for word in self.scope_words)


@dataclass(frozen=True)
class Place:
    """A unit and the other words for it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    trades: Sequence[Trade] = ()
    towns: Sequence[str] = ()
    units: Sequence[Place] = ()

    def town_in(self, *texts: str) -> str:
        """The town that the first text to name one names; "" when none does."""
        for text in texts:
            named = [town for town in self.towns if town in text]
            if named:
                return max(named, key=len)
        return ""

    def unit_named(self, word: str) -> str:
        """A unit's own name for its name or another word for it; "" for a stranger."""
        return next((unit.name for unit in self.units if word == unit.name or word in unit.aliases), "")

    @cached_property
    def _any_word(self) -> re.Pattern[str]:
        """Most scopes hold none of the words, and one search says so."""
        words = [re.escape(word) for trade in self.trades for word in trade.scope_words if word]
        return re.compile("|".join(words) or r"(?!)")

    def suggested_by(self, scope: str) -> set[str]:
        """Names of the trades that a business scope, or a name, suggests."""
        if not self._any_word.search(scope):
            return set()
        rest = EXCLUDED.sub("", scope)
        return {trade.name for trade in self.trades if trade.is_suggested_by(rest)}

    def trades_of(self, stated: str, scope: str) -> "Recognised":
        """Trades a row states, and whether the business scope agrees."""
        words = parts(stated)
        known = {trade.name for word in words for trade in self.trades if trade.is_called(word)}
        strange = [word for word in words if not any(trade.is_called(word) for trade in self.trades)]
        return Recognised(sorted(known), strange, sorted(self.suggested_by(scope) - known))


@dataclass(frozen=True)
class Recognised:
    """`known`: stated and on our list; `strange`: stated, not on our list; `hinted`: only the scope suggests it."""

    known: list[str]
    strange: list[str]
    hinted: list[str]

    @property
    def unsure(self) -> bool:
        """待确认: a person has to say; nothing is guessed into a pool."""
        return bool(self.strange or self.hinted)
