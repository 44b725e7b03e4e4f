"""The only door into the public tables: a checked record in, its row out.

Called by the publication service inside its own transaction (which also leaves the trail event), and by whoever
receives a bundle on another machine. Columns are read from the record, so a list cannot say other things than the page.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from publicity.public_site import item_schema, schema, search
from publicity.public_site.models import PublicDraw, PublicItem, PublicResult


@transaction.atomic
def put_result(record: Mapping[str, Any], *, publication_id: int, corrected: bool = False) -> PublicResult:
    """Show a record, or show its corrected version in the same place. Raises `NotPublic`."""
    schema.validate(record)
    Status = PublicResult.Status
    row, _ = PublicResult.objects.update_or_create(
        publication_id=publication_id,
        defaults={
            "status": Status.CORRECTED if corrected else Status.SHOWN,
            "record": dict(record),
            "record_hash": schema.digest(record),
            **_columns(record),
        },
    )
    return row


@transaction.atomic
def withdraw_result(*, publication_id: int, reason: str, on: date) -> PublicResult:
    """Take a result down: number, reason and the hash of what stood there remain, the business does not."""
    schema.refuse_personal(reason, "撤下原因")
    row = PublicResult.objects.select_for_update(of=("self",)).get(publication_id=publication_id)
    for field in ("entity_name", "entity_code", "town", "result_code", "result_word", "national_category"):
        setattr(row, field, "")
    row.status = PublicResult.Status.WITHDRAWN
    row.withdrawn_reason, row.updated_on = reason, on
    row.record, row.search_text = {}, ""
    row.save()
    return row


@transaction.atomic
def put_item(
    record: Mapping[str, Any], *, version_id: int, released_at: datetime, suspended_on: date | None = None
) -> PublicItem:
    """Show a version of an item, or its new words in the same place. Raises `NotPublic`.

    Which version is in force follows from the day, so nothing is retired here.
    """
    item_schema.validate(record)
    row, _ = PublicItem.objects.update_or_create(
        version_id=version_id,
        defaults={**item_schema.columns(record), "released_at": released_at, "suspended_on": suspended_on},
    )
    return row


@transaction.atomic
def put_draw(*, draw_id: int, **fields: Any) -> PublicDraw:
    """Publish a commitment, later its numbers and result (`PublicDraw` names the fields)."""
    row, _ = PublicDraw.objects.update_or_create(draw_id=draw_id, defaults=fields)
    return row


def _columns(record: Mapping[str, Any]) -> dict[str, Any]:
    entity, item, result, task = record["entity"], record["item"], record["result"], record.get("task", {})
    return {
        "number": record["number"],
        "entity_name": entity["name"],
        "entity_code": entity["code"],
        "town": entity["town"],
        "item_code": item["code"],
        "item_title": item["title"],
        "task_number": task.get("number", ""),
        "task_name": task.get("name", ""),
        "result_code": result["code"],
        "result_word": result["word"],
        "national_category": result["category"],
        "ended_on": date.fromisoformat(record["ended_on"]),
        "published_on": date.fromisoformat(record["published_on"]),
        "updated_on": date.fromisoformat(record["updated_on"]),
        "search_text": search.index_text(
            entity["name"], *entity["former_names"], entity["town"], entity.get("address", "")
        ),
    }
