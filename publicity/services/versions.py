"""The one way to change what is shown: the old version is kept with its hash, the new one frozen (架构第 8 条)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from publicity.models import Amendment, Publication
from publicity.public_site import schema, store, store_versions
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.trail.services import record


@transaction.atomic
def replace(
    *,
    publication: Publication,
    after: Mapping[str, Any],
    reason: str,
    act: str,
    by: User,
    hides_old: bool = False,
    detail: Mapping[str, Any] | None = None,
) -> Amendment:
    """Show `after` in the place of what stands there. The caller has locked the publication; it is 已公示.

    `hides_old`: nobody outside may read this or any earlier version any more. Raises `NotPublic`.
    """
    schema.validate(after)
    assert publication.record is not None, "what is shown has its frozen copy"
    kept = Amendment.objects.create(
        publication=publication,
        was_record=publication.record,
        was_hash=publication.record_hash,
        reason=reason,
        amended_at=now(),
        amended_by=by,
    )
    publication.record, publication.record_hash = dict(after), schema.digest(after)
    publication.save(update_fields=["record", "record_hash"])
    store.put_result(after, publication_id=publication.pk)
    store_versions.put_version(_written(kept), publication_id=publication.pk)
    if hides_old:
        _hide(publication)
    record(act, target=publication, by=by, reason=reason, detail=dict(detail or {}), public=publication.record_hash)
    return kept


def _written(kept: Amendment) -> dict[str, Any]:
    """`SSJ-VERSION/1`; the first text ever shown is version 1."""
    return {
        "format": store_versions.FORMAT,
        "number": kept.was_record["number"],
        "version": Amendment.objects.filter(publication=kept.publication).count(),
        "shown_until": timezone.localdate(kept.amended_at).isoformat(),
        "record_hash": kept.was_hash,
        "record": kept.was_record,
    }


def _hide(publication: Publication) -> None:
    publication.amendments.update(hidden=True)
    store_versions.hide_versions(publication_id=publication.pk)
