"""The door of 公告与解读: one checked JSON object in, its row out (see `store`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from publicity.public_site import notice_schema
from publicity.public_site.models import PublicNotice
from publicity.public_site.schema import NotPublic


@transaction.atomic
def put_notice(record: Mapping[str, Any], *, notice_id: int) -> PublicNotice:
    """Show a notice, one more version of it, or that it was taken down. Raises `NotPublic`.

    Versions once published stay as they are until all of them come down together.
    """
    notice_schema.validate(record)
    before = PublicNotice.objects.select_for_update().filter(notice_id=notice_id).first()
    kept = before.record["versions"] if before else []
    down = "withdrawn" in record
    if not down and record["versions"][: len(kept)] != kept:
        raise NotPublic("已经公布的版本不能改动。修改须另成一版，原版本保留。")
    row, _ = PublicNotice.objects.update_or_create(
        notice_id=notice_id,
        defaults={
            **{name: record[name] for name in ("number", "kind")},
            "title": "" if down else record["versions"][-1]["title"],
            "published_on": date.fromisoformat(record["published_on"]),
            "updated_at": notice_schema.moment(record),
            "withdrawn": down,
            "record": dict(record),
        },
    )
    return row
