"""An event that waits for its transaction to commit."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Pending:
    """`ts` as it stands in the payload; `who` and `detail` are values, not hashes; `public` hex SHA-256 or None."""

    act: str
    obj: str
    ts: str
    who: dict[str, Any] | None
    detail: dict[str, Any]
    public: str | None
