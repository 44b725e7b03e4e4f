"""Checkpoints of the log as it is now, signed by a key that the tests know."""

from pathlib import Path

from tests.trail import attacker
from yangcheng_inspect.trail import notes, signing
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.signing import Ed25519Signer

ORIGIN = "yangcheng-ssj/2026-1"
SIGNER = Ed25519Signer("yangcheng-ssj", b"k" * 32)
STRANGER = Ed25519Signer("yangcheng-ssj", b"s" * 32)


def root_at(size: int) -> str:
    return Event.objects.get(seq=size - 1).root


def note_at(size: int, signer: Ed25519Signer = SIGNER, origin: str = ORIGIN) -> str:
    """The signed checkpoint of the first `size` events."""
    said = notes.Checkpoint(origin, size, bytes.fromhex(root_at(size)))
    return notes.written(signing.signed(said.text, [signer]))


def publish(disc: Path, *sizes: int) -> None:
    """Checkpoints that leave the building, and stand in the database as well."""
    for size in sizes:
        (disc / f"{size:09d}.txt").write_text(note_at(size))
        attacker.run(f"INSERT INTO trail_checkpoint VALUES ({size}, '{note_at(size)}', now())")
