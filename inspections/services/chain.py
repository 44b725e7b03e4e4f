"""The bureau's one chain of draw records: each names the hash of the one before (decisions, Draw 1)."""

from inspections.models import ChainLink, Counter, Draw

GENESIS = "0" * 64
"""Before the first record of all."""
TURNSTILE = "chain"
"""The row behind which writers of the chain queue until they commit; only the application's role can lock it."""


def lock() -> None:
    """Wait for every writer before us. Call it before `last_hash`."""
    Counter.objects.get_or_create(key=TURNSTILE)
    Counter.objects.select_for_update().get(key=TURNSTILE)


def last_hash() -> str:
    """The hash of the last published record of any kind. The caller holds the chain's lock."""
    last = ChainLink.objects.order_by("-position").first()
    return last.hash if last else GENESIS


def extend(draw: Draw, kind: ChainLink.Kind, digest: str) -> ChainLink:
    """Publish one more record. A second writer fails on the position, which is the primary key."""
    last = ChainLink.objects.order_by("-position").first()
    return ChainLink.objects.create(position=last.position + 1 if last else 1, draw=draw, kind=kind, hash=digest)
