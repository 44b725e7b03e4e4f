"""From the signer's checkpoints to the public page, past the witness (AU-7)."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from publicity.public_site import witness
from publicity.public_site.models import PublicCheckpoint
from yangcheng_inspect.trail import checkpoints, notes, proofs
from yangcheng_inspect.trail.keyring import Keyring
from yangcheng_inspect.trail.models import Checkpoint, Event

Published = list[PublicCheckpoint]


def publish(*, epoch: bytes = b"") -> Published:
    """Every checkpoint signed under the present name of the log and not yet public, the shortest first.

    `epoch` goes with the first. Raises `DomainError` where the witness, the keys or a note say no; what was published
    before that stays published.
    """
    ring, made, leaves = checkpoints.ring(), Published(), list[bytes]()
    for row in _waiting():
        leaves = leaves or log_leaves()
        if (taken := _take(row, ring, leaves, epoch)) is not None:
            made.append(taken)
        epoch = b""
    return made


@transaction.atomic
def _take(row: Checkpoint, ring: Keyring, leaves: Sequence[bytes], epoch: bytes) -> PublicCheckpoint | None:
    """None when another run has published it meanwhile: what is last is known only when it is our turn."""
    witness.wait_for_turn()
    if PublicCheckpoint.objects.filter(note=row.note).exists():
        return None
    last = PublicCheckpoint.objects.first()
    goes_on = last is not None and last.origin == settings.TRAIL_ORIGIN and not epoch
    proof = consistency(leaves, last.size, row.size) if last is not None and goes_on else []
    return witness.take(row.note.encode(), ring=ring, proof=proof, epoch=epoch)


def _waiting() -> list[Checkpoint]:
    """Also a shorter one than the last published, or another of the same size: the witness must see it."""
    known = PublicCheckpoint.objects.filter(note=OuterRef("note"))
    rows = Checkpoint.objects.filter(~Exists(known)).order_by("size")
    return [row for row in rows if _origin(row) == settings.TRAIL_ORIGIN]


def _origin(row: Checkpoint) -> str:
    return notes.parsed(row.note.encode()).text.partition("\n")[0]


def log_leaves() -> list[bytes]:
    """Of every event, in order."""
    return [bytes.fromhex(leaf) for leaf in Event.objects.order_by("seq").values_list("leaf", flat=True)]


def consistency(leaves: Sequence[bytes], first: int, size: int) -> list[bytes]:
    """Nothing where the log cannot give one: then the witness says what is wrong."""
    return proofs.consistency(leaves[:size], first) if first < size <= len(leaves) else []
