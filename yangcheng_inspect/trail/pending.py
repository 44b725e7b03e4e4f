"""An event that waits for its transaction to commit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pending:
    """`ts` as it stands in the payload; `who` and `detail` canonical JSON; `public` hex SHA-256 or None."""

    act: str
    obj: str
    ts: str
    who: str
    detail: str
    public: str | None
