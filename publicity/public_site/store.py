"""The only door into the public tables: a checked record in, its row out.

Called by the publication service inside its own transaction (which also leaves the trail event), and by whoever
receives a bundle on another machine. Columns are read from the record, so a list cannot say other things than the page.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from publicity.public_site import bundles, item_schema, schema, search, store_versions, tombstone
from publicity.public_site.models import PublicBundle, PublicDraw, PublicItem, PublicResult
from publicity.public_site.models.result import GONE

EMPTIED = [
    "entity_name",
    "entity_code",
    "town",
    "item_code",
    "item_title",
    "task_number",
    "task_name",
    "result_code",
    "result_word",
    "national_category",
    "search_text",
]
CORRECTIONS = [{"on": date, "was": str, "now": str, "why": str, "was_result?": str}]


@transaction.atomic
def put_result(record: Mapping[str, Any], *, publication_id: int) -> PublicResult:
    """Show a record, or its next version in the same place; 已更正 once it names a correction. Raises `NotPublic`."""
    schema.validate(record)
    if PublicResult.objects.filter(publication_id=publication_id, status__in=GONE).exists():
        raise schema.NotPublic(f"公示 {record['number']} 已经撤下或者期满，不能再显示。")
    Status = PublicResult.Status
    row, _ = PublicResult.objects.update_or_create(
        publication_id=publication_id,
        defaults={
            "status": Status.CORRECTED if record.get("corrections") else Status.SHOWN,
            "record": dict(record),
            "record_hash": schema.digest(record),
            **_columns(record),
        },
    )
    return row


@transaction.atomic
def withdraw_result(stone: Mapping[str, Any], *, publication_id: int) -> PublicResult:
    """Take a result and its earlier versions down: what `tombstone.SHAPE` says remains, the business does not.

    Raises `NotPublic`.
    """
    tombstone.validate(stone)
    row, _ = PublicResult.objects.update_or_create(
        publication_id=publication_id,
        defaults=dict.fromkeys(EMPTIED, "")
        | {
            "number": stone["number"],
            "status": stone["kind"],
            "withdrawn_reason": stone["reason"],
            "published_on": date.fromisoformat(stone["published_on"]),
            "updated_on": date.fromisoformat(stone["ended_on"]),
            "ended_on": None,
            "record": {},
            "record_hash": stone["record_hash"],
        },
    )
    store_versions.hide_versions(publication_id=publication_id)
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
    """Publish a commitment, later its numbers and result (`PublicDraw` names the fields). Raises `NotPublic`."""
    schema.check(fields.get("corrections", []), CORRECTIONS, "号码更正")
    schema.refuse_personal(fields.get("void_reason", ""), "作废理由")
    for row in fields.get("corrections", []):
        schema.refuse_personal(row["why"], "号码更正的依据")
    row, _ = PublicDraw.objects.update_or_create(draw_id=draw_id, defaults=fields)
    return row


@transaction.atomic
def put_bundle(draw_id: int, number: str, text: str) -> PublicBundle:
    """Open everything about a draw whose status is OPENED; `text` is `SSJ-BUNDLE/1`, kept to the byte.

    A bundle already public may gain replacements, nothing else. Raises `NotPublic` (`bundles.check`) and
    `PublicDraw.DoesNotExist`.
    """
    draw = PublicDraw.objects.select_for_update().get(draw_id=draw_id, number=number)
    values = bundles.check(text, draw)
    before = PublicBundle.objects.filter(draw_id=draw_id).first()
    if before and not bundles.grown(before, values):
        raise schema.NotPublic("证据包已经公开，不能改动。只能在末尾增加人员替换记录。")
    data = text.encode()
    row, _ = PublicBundle.objects.update_or_create(
        draw_id=draw_id,
        defaults={"number": number, "text": text, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)},
    )
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
