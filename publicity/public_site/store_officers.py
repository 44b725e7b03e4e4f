"""The door of 检查人员公示: one checked JSON object in, its row out (see `store`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from publicity.public_site import schema
from publicity.public_site.models import PublicInspector

FORMAT = "SSJ-OFFICER/1"
OFFICER: dict[str, Any] = {
    "format": str,
    "unit": str,
    "name?": str,
    "cards": [{"number": str, "valid_from?": date, "valid_to": date}],
}


@transaction.atomic
def put_officer(record: Mapping[str, Any], *, inspector_id: int) -> PublicInspector:
    """Show who holds which certificate. Without one, unit and name must be empty: the row forgets. Raises `NotPublic`."""
    schema.check(record, OFFICER, "公开的检查人员")
    if record["format"] != FORMAT:
        raise schema.NotPublic(f"公开的检查人员的格式“{record['format']}”不认识，应为 {FORMAT}。")
    for where, text in schema.texts({"unit": record["unit"], "name": record.get("name", "")}):
        schema.refuse_personal(text, where)
    if not record["cards"] and (record["unit"] or record.get("name")):
        raise schema.NotPublic("没有有效执法证的人员不得公开单位和姓名。")
    row, _ = PublicInspector.objects.update_or_create(
        inspector_id=inspector_id,
        defaults={"unit": record["unit"], "name": record.get("name", ""), "cards": list(record["cards"])},
    )
    return row


def record_of(row: PublicInspector) -> dict[str, Any]:
    """The object that made a row."""
    named = {"name": row.name} if row.name else {}
    return {"format": FORMAT, "unit": row.unit, **named, "cards": row.cards}
