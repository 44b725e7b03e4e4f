"""What is left of an entry that came down or whose time is over: number, days, reason, hash. No business (PB-6).

`SSJ-TOMBSTONE/1` is handed to `store.withdraw_result`, stands at `…/record.json` and its hash in the trail.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from publicity.public_site import schema

FORMAT = "SSJ-TOMBSTONE/1"
WITHDRAWN, ENDED = "WITHDRAWN", "ENDED"
SHAPE: dict[str, Any] = {
    "format": str,
    "number": str,
    "kind": str,
    "published_on": date,
    "ended_on": date,
    "reason": str,
    "record_hash": str,
}


def validate(tombstone: Mapping[str, Any]) -> None:
    """Raises `schema.NotPublic`."""
    schema.check(tombstone, SHAPE, "撤下说明")
    if tombstone["format"] != FORMAT or tombstone["kind"] not in (WITHDRAWN, ENDED):
        raise schema.NotPublic(f"撤下说明的格式不认识，应为 {FORMAT}。")
    if not tombstone["reason"].strip():
        raise schema.NotPublic("撤下公示须说明原因。")
    schema.refuse_personal(tombstone["reason"], "撤下原因")


def of(row: Any) -> dict[str, Any]:
    """The tombstone that a `PublicResult` was made from."""
    return {
        "format": FORMAT,
        "number": row.number,
        "kind": row.status,
        "published_on": row.published_on.isoformat(),
        "ended_on": row.updated_on.isoformat(),
        "reason": row.withdrawn_reason,
        "record_hash": row.record_hash,
    }
