"""What others remember of the log: signed checkpoints and printed receipts. The log must still agree with each.

A log that is only compared with itself proves nothing: whoever may write the database can recompute all of it. What
lies elsewhere (a disc, the public site, a paper in a file) cannot be changed with it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yangcheng_inspect.trail import notes
from yangcheng_inspect.trail.keyring import EPOCH, Keyring
from yangcheng_inspect.trail.models import Checkpoint
from yangcheng_inspect.trail.notes import NoteError
from yangcheng_inspect.trail.replay import Replay

Fail = Callable[[str, str], None]
CHECKPOINT, RECEIPT, STATEMENT = "CHECKPOINT", "RECEIPT", "STATEMENT"


@dataclass(frozen=True)
class Claim:
    """Once the log had `size` events and this root (hex). `origin` is the log's name in a checkpoint.

    A statement says of an earlier log where it ended; its `origin` is the log that both administrators opened after it.
    """

    kind: str
    size: int
    root: str
    origin: str = ""

    @property
    def epoch(self) -> tuple[int, int]:
        """Year and number of the log's name; a receipt has none."""
        match = EPOCH.fullmatch(self.origin)
        return (int(match[1]), int(match[2])) if match else (0, 0)


def in_folder(folder: Path, ring: Keyring, fail: Fail) -> list[Claim]:
    """The checkpoints, and statements that opened an epoch, in the files of a folder.

    A folder without any proves nothing, and is a failure too.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    if not files:
        fail(CHECKPOINT, f"none in {folder}")
    return _signed(((path.name, path.read_bytes()) for path in files), ring, fail)


def in_database(alias: str, ring: Keyring, fail: Fail) -> list[Claim]:
    """The checkpoints that the database keeps of itself: they help against accidents, not against its administrator."""
    rows = Checkpoint.objects.using(alias).order_by("size").values_list("size", "note")
    return _signed(((f"row {size}", note.encode()) for size, note in rows), ring, fail)


def _signed(written: Iterable[tuple[str, bytes]], ring: Keyring, fail: Fail) -> list[Claim]:
    """The claims of the notes that the keys signed; calls `fail("SIGNATURE", …)` for the others."""
    claims = []
    for name, data in written:
        try:
            claims.append(_said(data, ring))
        except NoteError as error:
            fail("SIGNATURE", f"rejected: {name}: {error}")
    return claims


def _said(data: bytes, ring: Keyring) -> Claim:
    if data.split(b"\n", 2)[1:2] == [b"epoch"]:
        opened = ring.check_epoch(data)
        return Claim(STATEMENT, opened.last.size, opened.last.root.hex(), opened.origin)
    said, _ = ring.check(data)
    return Claim(CHECKPOINT, said.size, said.root.hex(), said.origin)


def receipts(texts: Iterable[str], fail: Fail) -> list[Claim]:
    """The claims of receipts `size:root` as they are printed on papers."""
    claims = []
    for text in texts:
        try:
            size, root = notes.receipt(text)
            claims.append(Claim(RECEIPT, size, root.hex()))
        except NoteError as error:
            fail(RECEIPT, f"{text}: {error}")
    return claims


@dataclass
class Judged:
    """The claims that the log agrees with, those it does not, and those whose end of the log was given up openly."""

    kept: list[Claim]
    broken: list[tuple[Claim, str]]
    given_up: list[Claim]


def judge(claims: Iterable[Claim], replay: Replay) -> Judged:
    """Hold every claim against the replayed log, which was asked for the roots at their sizes."""
    judged = Judged([], [], [])
    given = sorted(set(claims), key=lambda claim: (claim.size, claim.kind, claim.root))
    ends = list(_ends(given, replay))
    for claim in (one for one in given if one.kind != STATEMENT):
        end = min((end for epoch, end in ends if epoch > claim.epoch), default=claim.size)
        if claim.kind == CHECKPOINT and claim.size > end:
            judged.given_up.append(claim)
        elif problem := _problem(claim, replay):
            judged.broken.append((claim, problem))
        else:
            judged.kept.append(claim)
    return judged


def _ends(claims: Iterable[Claim], replay: Replay) -> Iterator[tuple[tuple[int, int], int]]:
    """Where later epochs began: both administrators said so, and a checkpoint agrees. The signing key alone is not
    enough, or whoever stole it could have the checkpoints in his way given up."""
    stated = {claim.origin for claim in claims if claim.kind == STATEMENT}
    for claim in (one for one in claims if one.kind == CHECKPOINT and one.origin in stated):
        began = replay.last.get(f"log/{claim.origin.rpartition('/')[2]}")
        if began is not None and claim.size > began and replay.roots.get(claim.size) == claim.root:
            yield claim.epoch, began


def _problem(claim: Claim, replay: Replay) -> str:
    published = "published" if claim.kind == CHECKPOINT else "printed"
    if claim.size > replay.size:
        return f"size {claim.size} was {published} but the log now holds only {replay.size}: TRUNCATED"
    root = replay.roots[claim.size]
    if root == claim.root:
        return ""
    parts = f"{published} root {claim.root[:12]}… but the log gives {root[:12]}…"
    return f"at size {claim.size}: {parts}: HISTORY REWRITTEN"
