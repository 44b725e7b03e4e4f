"""The door for earlier versions of a result: `SSJ-VERSION/1` in, its row out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from publicity.public_site import schema
from publicity.public_site.models import PublicResult, PublicVersion
from publicity.public_site.models.result import GONE

FORMAT = "SSJ-VERSION/1"
SHAPE: dict[str, Any] = {
    "format": str,
    "number": str,
    "version": int,
    "shown_until": date,
    "record_hash": str,
    "record?": schema.RECORD,  # left out where it must not be read any more
}


def validate(version: Mapping[str, Any]) -> None:
    """Raises `schema.NotPublic` also where the hash is not the record's."""
    schema.check(version, SHAPE, "原公示内容")
    if version["format"] != FORMAT:
        raise schema.NotPublic(f"原公示内容的格式不认识，应为 {FORMAT}。")
    if record := version.get("record"):
        schema.validate(record)
        if schema.digest(record) != version["record_hash"]:
            raise schema.NotPublic("原公示内容与它的校验码不符。")


@transaction.atomic
def put_version(version: Mapping[str, Any], *, publication_id: int) -> PublicVersion:
    """Keep a version readable, or, without `record`, its hash alone. Raises `NotPublic`.

    Of a result that came down the hash alone is kept, whatever is handed over: an old copy brings nothing back.
    """
    validate(version)
    gone = PublicResult.objects.filter(publication_id=publication_id, status__in=GONE).exists()
    row, _ = PublicVersion.objects.update_or_create(
        publication_id=publication_id,
        version=version["version"],
        defaults={
            "number": version["number"],
            "shown_until": date.fromisoformat(version["shown_until"]),
            "record": {} if gone else dict(version.get("record", {})),
            "record_hash": version["record_hash"],
        },
    )
    return row


def of(row: PublicVersion) -> dict[str, Any]:
    """The JSON a row was made from."""
    made = {
        "format": FORMAT,
        "number": row.number,
        "version": row.version,
        "shown_until": row.shown_until.isoformat(),
        "record_hash": row.record_hash,
    }
    return made | ({"record": row.record} if row.record else {})


@transaction.atomic
def hide_versions(*, publication_id: int) -> None:
    """Nobody reads any of them any more; number and hash stay."""
    for row in PublicVersion.objects.select_for_update().readable().filter(publication_id=publication_id):
        row.record = {}
        row.save(update_fields=["record"])
