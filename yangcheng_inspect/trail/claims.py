"""What others remember of the log: signed checkpoints and printed receipts. The log must still agree with each.

A log that is only compared with itself proves nothing: whoever may write the database can recompute all of it. What
lies elsewhere (a disc, the public site, a paper in a file) cannot be changed with it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from yangcheng_inspect.trail import notes, signatures
from yangcheng_inspect.trail.notes import NoteError, Verifier
from yangcheng_inspect.trail.replay import Found
from yangcheng_inspect.trail.signatures import Finding

Fail = Callable[[str, str], None]
CHECKPOINT, RECEIPT = "CHECKPOINT", "RECEIPT"


@dataclass(frozen=True)
class Claim:
    """Once the log had `size` events and this root (hex). `kind`: CHECKPOINT or RECEIPT."""

    kind: str
    size: int
    root: str


def in_folder(folder: Path, keys: Sequence[Verifier], fail: Fail) -> list[Claim]:
    """The checkpoints in the files of a folder. A folder without any proves nothing, and is a failure too."""
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    if not files:
        fail(CHECKPOINT, f"none in {folder}")
    return signed(((path.name, path.read_bytes()) for path in files), keys, fail)


def signed(written: Iterable[tuple[str, bytes]], keys: Sequence[Verifier], fail: Fail) -> list[Claim]:
    """The claims of those notes that one of the keys signed; calls `fail("SIGNATURE", …)` for the others.

    `written`: pairs of a name to call the note by, and its bytes.
    """
    claims = []
    for name, data in written:
        try:
            note = notes.parsed(data)
            checkpoint = notes.checkpoint(note.text)
        except NoteError as error:
            fail("SIGNATURE", f"rejected: {name}: {error}")
            continue
        if problem := _unsigned(note, keys):
            fail("SIGNATURE", f"rejected: {name} (size {checkpoint.size}): {problem}")
        else:
            claims.append(Claim(CHECKPOINT, checkpoint.size, checkpoint.root.hex()))
    return claims


def _unsigned(note: notes.Note, keys: Sequence[Verifier]) -> str:
    """One good signature is enough; one that is wrong spoils the others. Empty when all is well."""
    found = {signatures.check(note, key) for key in keys}
    if Finding.BAD in found:
        return "the signature does not fit the text"
    return "" if Finding.GOOD in found else "no signature of a known key"


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


def broken(claims: Iterable[Claim], size: int, roots: dict[int, str]) -> Iterator[Found]:
    """Where a log of `size` events, with these roots at the claims' sizes, disagrees with a claim."""
    for claim in sorted(set(claims), key=lambda claim: (claim.size, claim.kind, claim.root)):
        published = "published" if claim.kind == CHECKPOINT else "printed"
        if claim.size > size:
            text = f"size {claim.size} was {published} but the log now holds only {size}: TRUNCATED"
            yield claim.kind, text
        elif roots[claim.size] != claim.root:
            parts = f"{published} root {claim.root[:12]}… but the log gives {roots[claim.size][:12]}…"
            yield claim.kind, f"at size {claim.size}: {parts}: HISTORY REWRITTEN"
