"""Goes through the log line by line, remembering only what the tree and the objects need."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from yangcheng_inspect.trail import log

COLUMNS = (
    *("seq", "act", "obj", "stamp", "payload", "leaf", "root"),
    *("detail__who_salt", "detail__who", "detail__detail_salt", "detail__detail"),
    *("detail__state_salt", "detail__state"),
)
# A payload of version 1, byte by byte: there is no other spelling.
PAYLOAD = re.compile(
    r'\{"act":"([a-z0-9_.]+)","detail":"([0-9a-f]{64})","obj":"([a-z0-9_]+/[A-Za-z0-9._:-]+)",'
    r'"public":(?:null|"[0-9a-f]{64}"),"seq":(0|[1-9][0-9]*),"state":"([0-9a-f]{64})","ts":"([0-9TZ:.-]+)",'
    r'"v":1,"who":"([0-9a-f]{64})"\}'
)
TOLD = "detail.erase"
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
    """The tree so far, the last event of each object, and what was counted on the way.

    `roots`: the tree's root (hex) at each of the sizes asked for, as far as the log reached them.
    """

    def __init__(self, sizes: Collection[int] = ()) -> None:
        self.frontier: list[bytes] = []
        self.size = 0
        self.last: dict[str, int] = {}
        self.erased = 0
        self.backward = 0
        self._emptied: dict[str, int] = {}  # object -> its last event whose detail or state is gone
        self._told: dict[str, int] = {}  # object -> the last event that tells of an erasure
        self._latest = ""
        self._sizes = frozenset(sizes)
        self.roots: dict[int, str] = {0: log.EMPTY.hex()} if 0 in self._sizes else {}

    def take(self, line: Line) -> list[Found]:
        """Add one line; what is wrong with it. The tree grows by what the line really says."""
        found: list[Found] = []
        if line.seq != self.size:
            found.append(("SEQ", f"{self.size} expected, {line.seq} found"))
        leaf = log.leaf(line.payload)
        self.frontier = log.append(self.frontier, self.size, leaf)
        self.size += 1
        root = log.fold(self.frontier).hex()
        if self.size in self._sizes:
            self.roots[self.size] = root
        if leaf.hex() != line.leaf:
            found.append(("CONTENT", f"seq {line.seq}: the payload does not have the leaf stored beside it"))
        if root != line.root:
            found.append(("ROOT", f"seq {line.seq}: the events up to here do not have the root stored here"))
        found += [("CONTENT", f"seq {line.seq}: {reason}") for reason in self._content(line)]
        found += [("ERASED", f"seq {line.seq}: {reason}") for reason in self._erasure(line)]
        self.last[line.obj] = line.seq
        return found

    def _content(self, line: Line) -> Iterator[str]:
        match = PAYLOAD.fullmatch(line.payload)
        if match is None:
            yield "the payload is not canonical"
            return
        act, detail, obj, seq, state, ts, who = match.groups()
        if (act, obj, seq, ts) != (line.act, line.obj, str(line.seq), line.stamp):
            yield "the columns for searching say something else than the payload"
        for name, salt, value, hashed in (
            ("who", line.who_salt, line.who, who),
            ("detail", line.detail_salt, line.detail, detail),
            ("state", line.state_salt, line.state, state),
        ):
            if not (salt == value == "") and not _opens(salt, value, hashed):
                yield f"the value of {name} does not have the hash in the payload"
        self.backward += ts < self._latest
        self._latest = ts

    def _erasure(self, line: Line) -> Iterator[str]:
        """Who acted stays, and so does what tells of an erasure; `silent` gives those that nothing tells of."""
        if line.act == TOLD:
            self._told[line.obj] = line.seq
        if "" in (line.detail, line.state):
            self._emptied[line.obj] = line.seq
            if line.act == TOLD:
                yield "what tells of an erasure was itself erased"
        if line.who == "":
            yield "who acted was erased"
        self.erased += "" in (line.who, line.detail, line.state)

    def silent(self) -> Iterator[Found]:
        """After the last line: details that are gone with no later event that tells of their erasure."""
        for obj, seq in self._emptied.items():
            if self._told.get(obj, -1) <= seq:
                yield "ERASED", f"seq {seq}: details of {obj} are gone and no {TOLD} tells of it"


def _opens(salt: str | None, value: str | None, hashed: str) -> bool:
    try:
        return salt is not None and value is not None and log.salted(salt, value) == hashed
    except ValueError:  # a salt that is not hex
        return False
