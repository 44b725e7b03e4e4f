"""试一试: what the words of the trades make of one business scope, as an import would see it."""

from dataclasses import dataclass

from registry.services.vocabularies import vocabulary


@dataclass(frozen=True)
class Verdict:
    """`known`: stated and on our list; `strange`: stated, not on it; `hinted`: (trade, words that suggest it)."""

    known: list[str]
    strange: list[str]
    hinted: list[tuple[str, str]]

    @property
    def unsure(self) -> bool:
        """待确认: the office says which trade it is, before the firm enters any pool."""
        return bool(self.strange or self.hinted)


def recognise(*, scope: str, stated: str) -> Verdict:
    """Read-only; the words are those of the database as they stand."""
    words = vocabulary()
    found = words.trades_of(stated, scope)
    hits = {trade.name: "、".join(word for word in trade.scope_words if word in scope) for trade in words.trades}
    return Verdict(list(found.known), list(found.strange), [(name, hits[name]) for name in found.hinted])
