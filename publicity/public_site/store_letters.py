"""The door into `public_letter`: how far a letter is, for whoever holds its number and code."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from publicity.public_site import schema
from publicity.public_site.models import PublicLetter

# `kind` and `state` are words for people: 异议; 已收到、已受理、不予受理、已延长、已答复：更正.
LETTER: dict[str, Any] = {
    "number": str,
    "code_sha256": str,
    "kind": str,
    "state": str,
    "received_on": date,
    "reply_by?": date,
    "answered_on?": date,
    "updated_on": date,
}


@transaction.atomic
def put_letter(record: Mapping[str, Any]) -> PublicLetter:
    """Show how far a letter is, or how far it is by now. Raises `NotPublic`."""
    schema.check(record, LETTER, "来信进度")
    for where, text in schema.texts({name: record[name] for name in ("number", "kind", "state")}):
        schema.refuse_personal(text, where)
    days = {name: _day(record.get(name)) for name in ("received_on", "reply_by", "answered_on", "updated_on")}
    words = {name: record[name] for name in ("code_sha256", "kind", "state")}
    row, _ = PublicLetter.objects.update_or_create(number=record["number"], defaults=words | days)
    return row


def written(row: PublicLetter) -> dict[str, Any]:
    """The record that `put_letter` makes this row from."""
    found = {name.rstrip("?"): getattr(row, name.rstrip("?")) for name in LETTER}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in found.items()
        if value is not None
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
