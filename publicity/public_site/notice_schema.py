"""What a public notice may say: plain text in numbered versions, and of one taken down the reason alone."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from publicity.public_site import schema

FORMAT = "SSJ-NOTICE/1"
KINDS = ("公告", "解读", "问答", "制度")

NOTICE: dict[str, Any] = {
    "format": str,
    "number": str,
    "kind": str,
    "versions": [{"version": int, "title": str, "body": str, "office": str, "reason": str, "published_on": date}],
    "published_on": date,
    "updated_at": str,
    "withdrawn?": {"on": date, "reason": str},
}


def validate(record: Mapping[str, Any]) -> None:
    """Raises `NotPublic` for anything but `NOTICE`; a notice has a version to read or was taken down, never both."""
    schema.check(record, NOTICE, "公告")
    if record["format"] != FORMAT or record["kind"] not in KINDS:
        raise schema.NotPublic(f"公告的格式“{record['format']}”或类别“{record['kind']}”不认识。")
    if bool(record["versions"]) == ("withdrawn" in record):
        raise schema.NotPublic("撤下的公告只留编号和理由；没有撤下的，须有正文。")
    moment(record)
    for where, text in schema.texts(record, "公告"):
        schema.refuse_personal(text, where)


def moment(record: Mapping[str, Any]) -> datetime:
    """When the notice last changed, with its zone."""
    try:
        found = datetime.fromisoformat(record["updated_at"])
    except ValueError:
        raise schema.NotPublic("公告的更新时间应为 ISO 8601 时间。") from None
    if found.tzinfo is None:
        raise schema.NotPublic("公告的更新时间应写明时区。")
    return found
