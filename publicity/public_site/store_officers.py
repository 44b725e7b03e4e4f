"""The door of 检查人员公示: one checked JSON object in, its row out (see `store`)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from publicity.public_site import officer_schema
from publicity.public_site.models import PublicInspector


@transaction.atomic
def put_officer(record: Mapping[str, Any], *, inspector_id: int) -> PublicInspector:
    """Show who holds a certificate. Without one, unit and name must be empty: the row forgets. Raises `NotPublic`."""
    officer_schema.validate(record)
    row, _ = PublicInspector.objects.update_or_create(
        inspector_id=inspector_id,
        defaults={"unit": record["unit"], "name": record.get("name", ""), "cards": list(record["cards"])},
    )
    return row


def record_of(row: PublicInspector) -> dict[str, Any]:
    """The object that made a row."""
    named = {"name": row.name} if row.name else {}
    return {"format": officer_schema.FORMAT, "unit": row.unit, **named, "cards": row.cards}
