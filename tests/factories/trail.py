"""Keys, and a signer's desk, for tests of checkpoints."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection

from yangcheng_inspect.embedded.roles import NAMES
from yangcheng_inspect.trail import checkpoints, keyring, notes, signing
from yangcheng_inspect.trail.signing import Ed25519Signer

ORIGIN = "yangcheng-ssj/2026-1"


def signer(name: str = "yangcheng-ssj") -> Ed25519Signer:
    """The same key for the same name."""
    return Ed25519Signer(name, sha256(name.encode()).digest())


ADMINS = [signer("sysadmin"), signer("auditor")]


def keys(*rotations: str) -> str:
    """The text of a keyring: one signing key, two administrators, and what followed."""
    first = [f"sign {signer().verifier}", *(f"epoch {one.verifier}" for one in ADMINS)]
    return keyring.BETWEEN.join(["\n".join(first) + "\n", *rotations])


def ring(*rotations: str) -> keyring.Keyring:
    return keyring.read(keys(*rotations))


def note(text: str, *signers: Ed25519Signer) -> bytes:
    """A signed note, by the key of `signer()` unless others are given."""
    return notes.written(signing.signed(text, signers or [signer()])).encode()


def desk(folder: Path, **changes: Any) -> checkpoints.Desk:
    """A signer's desk in a folder of the test."""
    given: dict[str, Any] = {"alias": "default", "signers": [signer()], "state": folder / "last", "ring": ring()}
    return checkpoints.Desk(**(given | changes))


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Another database role inside the test's connection."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {NAMES[role]}")
        try:
            yield
        finally:
            cursor.execute(f"SET ROLE {NAMES['app']}")
