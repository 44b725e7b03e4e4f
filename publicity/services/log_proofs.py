"""After a checkpoint: the proof of every published record that it covers for the first time (decisions, Trail 4)."""

from django.db.models import Exists, OuterRef

from publicity.models import Publication
from publicity.public_site import evidence
from publicity.public_site.models import PublicCheckpoint, PublicProof, PublicResult
from yangcheng_inspect.trail import objects, proofs
from yangcheng_inspect.trail.models import Event


def prove_new() -> list[PublicProof]:
    """Prove what is shown and not yet proved, against the newest checkpoint. Raises `NotPublic` on a broken log."""
    under = PublicCheckpoint.objects.first()
    if under is None:
        return []
    found = [(row, event) for row in _waiting() if (event := _event(row, under.size)) is not None]
    if not found:  # what is newer than the checkpoint waits, and the log is not read for it
        return []
    leaves = Event.objects.filter(seq__lt=under.size).order_by("seq").values_list("leaf", flat=True)
    tree = proofs.Tree([bytes.fromhex(leaf) for leaf in leaves.iterator(chunk_size=10_000)])
    return [
        evidence.put(row, payload=event.payload, index=event.seq, path=tree.path(event.seq), under=under)
        for row, event in found
    ]


def _waiting() -> list[PublicResult]:
    proved = PublicProof.objects.filter(publication_id=OuterRef("publication_id"), record_hash=OuterRef("record_hash"))
    return list(PublicResult.objects.listed().filter(~Exists(proved)).order_by("publication_id"))


def _event(row: PublicResult, size: int) -> Event | None:
    """The event that published exactly this record; None while it is newer than the checkpoint."""
    name = objects.name_of(Publication(pk=row.publication_id))
    about = Event.objects.filter(obj=name, seq__lt=size, payload__contains=f'"public":"{row.record_hash}"')
    return about.order_by("-seq").first()
