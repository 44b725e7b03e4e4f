"""Two machines in one test database: the public one is a schema of its own with the same public tables, all empty."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from publicity.public_site import imports, transfer_file, witness
from publicity.public_site.models import PublicCheckpoint, PublicImport, PublicResult
from publicity.services import bundles, log_proofs
from publicity.services import checkpoints as publishing
from tests.factories.trail import ORIGIN, note, ring, signer
from yangcheng_inspect.embedded.roles import NAMES
from yangcheng_inspect.trail import log
from yangcheng_inspect.trail.notes import Checkpoint

SENDER = signer("yangcheng-bundle")
KEYS = [SENDER.verifier]
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ '^(public|inbox|transfer)_'"


def build_public_machine() -> None:
    """In the test's transaction, so that it vanishes with it."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("CREATE SCHEMA outside")
        cursor.execute(TABLES)
        for (name,) in cursor.fetchall():
            cursor.execute(f"CREATE TABLE outside.{name} (LIKE public.{name} INCLUDING ALL)")
        cursor.execute(f"GRANT USAGE ON SCHEMA outside TO {NAMES['app']}")
        cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA outside TO {NAMES['app']}")
        cursor.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA outside TO {NAMES['app']}")
        cursor.execute(f"SET ROLE {NAMES['app']}")


@contextmanager
def outside() -> Iterator[None]:
    """On the public machine."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = outside, public")
        try:
            yield
        finally:
            cursor.execute("SET LOCAL search_path = public")


def sealed() -> PublicCheckpoint:
    """The signer and the publisher have run: the log as it stands is signed, published, and what it covers proved."""
    leaves = publishing.log_leaves()
    last = PublicCheckpoint.objects.first()
    proof = publishing.consistency(leaves, last.size, len(leaves)) if last else []
    row = witness.take(note(Checkpoint(ORIGIN, len(leaves), log.root_of(leaves)).text), ring=ring(), proof=proof)
    log_proofs.prove_new()
    return row


def exported(**given: Any) -> bytes:
    """The next file from inside."""
    made = bundles.export(signer=SENDER, by=None, **given)
    assert made is not None
    return made.data


def taken(data: bytes) -> PublicImport:
    """A file at the public machine's door."""
    with outside():
        return imports.take(data, keys=KEYS, ring=ring())


def shown() -> dict[str, str]:
    """What the public machine shows: number and firm."""
    with outside():
        return dict(PublicResult.objects.order_by("number").values_list("number", "entity_name"))


def forged(data: bytes, **changes: Any) -> bytes:
    """The same file with other values, rightly signed."""
    values = transfer_file.opened(data, KEYS)
    return transfer_file.sealed({**values, **changes}, SENDER)
