"""Goes through the log line by line, remembering only what the tree and the objects need."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from yangcheng_inspect.trail import log

COLUMNS = (
    *("seq", "act", "obj", "stamp", "payload", "leaf", "root"),
    *("detail__who_salt", "detail__who", "detail__detail_salt", "detail__detail"),
    *("detail__state_salt", "detail__state"),
)
KEYS = {"act", "detail", "obj", "public", "seq", "state", "ts", "v", "who"}
Found = tuple[str, str]  # kind of failure, and where


class Line(NamedTuple):
    """One event with its values; they are None when the row of values is missing, empty when erased.

    `stamp` is the column `ts` as a payload writes it, made by the database: a moment that Python cannot hold must not
    stop the replay.
    """

    seq: int
    act: str
    obj: str
    stamp: str | None
    payload: str
    leaf: str
    root: str
    who_salt: str | None
    who: str | None
    detail_salt: str | None
    detail: str | None
    state_salt: str | None
    state: str | None


class Replay:
    """The tree so far, the last event of each object, and what was counted on the way."""

    def __init__(self) -> None:
        self.frontier: list[bytes] = []
        self.size = 0
        self.last: dict[str, int] = {}
        self.erased = 0
        self.backward = 0
        self._latest = ""

    def take(self, line: Line) -> Iterator[Found]:
        """Add one line; yields what is wrong with it. The tree grows by what the line really says."""
        if line.seq != self.size:
            yield "SEQ", f"{self.size} expected, {line.seq} found"
        leaf = log.leaf(line.payload)
        self.frontier = log.append(self.frontier, self.size, leaf)
        self.size += 1
        if leaf.hex() != line.leaf:
            yield "CONTENT", f"seq {line.seq}: the payload does not have the leaf stored beside it"
        if log.fold(self.frontier).hex() != line.root:
            yield "ROOT", f"seq {line.seq}: the events up to here do not have the root stored here"
        for reason in self._content(line):
            yield "CONTENT", f"seq {line.seq}: {reason}"
        self.last[line.obj] = line.seq

    def _content(self, line: Line) -> Iterator[str]:
        try:
            payload = _parsed(line.payload)
        except (ValueError, TypeError, RecursionError):
            yield "the payload is not canonical"
            return
        stored: dict[str, Any] = {"seq": line.seq, "act": line.act, "obj": line.obj, "ts": line.stamp, "v": 1}
        if any(payload[key] != value for key, value in stored.items()):
            yield "the columns for searching say something else than the payload"
        yield from self._values(line, payload)
        self.backward += (line.stamp or "") < self._latest
        self._latest = line.stamp or ""

    def _values(self, line: Line, payload: dict[str, Any]) -> Iterator[str]:
        values = {
            "who": (line.who_salt, line.who),
            "detail": (line.detail_salt, line.detail),
            "state": (line.state_salt, line.state),
        }
        self.erased += any(pair == ("", "") for pair in values.values())
        for name, (salt, value) in values.items():
            if (salt, value) != ("", "") and not _opens(salt, value, payload[name]):
                yield f"the value of {name} does not have the hash in the payload"


def _opens(salt: str | None, value: str | None, hashed: str) -> bool:
    try:
        return salt is not None and value is not None and log.salted(salt, value) == hashed
    except ValueError:  # a salt that is not hex
        return False


def _parsed(payload: str) -> dict[str, Any]:
    value = json.loads(payload)
    if not isinstance(value, dict) or set(value) != KEYS or log.canon(value) != payload:
        raise ValueError("not canonical")
    return value
