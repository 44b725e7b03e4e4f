"""The list of items to take away: one sheet, one JSON file. Allow-listed fields only, keys that stay (W8)."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from publicity.public_site import item_schema
from publicity.public_site.items import Item, Version
from yangcheng_inspect import workbook

FORMAT = "SSJ-ITEMS/1"
TITLE = "双随机抽查事项清单"
LICENCE = "本清单依法公开，任何人可以免费查阅、复制和再利用；引用时请注明来源“阳城县公安局”和更新时间，不得歪曲原意。"
COLUMNS = (
    "序号",
    "编号",
    "抽查事项",
    "抽查类别",
    "事项类别",
    "监管行业",
    "检查对象",
    "抽查内容",
    "抽查方式",
    "抽查主体",
    "责任单位",
    "检查权依据",
    "义务依据",
    "处罚依据",
    "抽查比例",
    "频次上限",
    "可采取的处理",
    "版本",
    "生效日期",
    "新版本",
)


def as_json(items: Sequence[Item]) -> str:
    """Every item with its versions, the newest first; `fields` says what each key means."""
    data = {
        "format": FORMAT,
        "title": TITLE,
        "issuer": settings.ISSUER,
        "basis": "阳公通字〔2023〕2号三（一）3",
        "updated_at": updated_at(items),
        "licence": LICENCE,
        "fields": item_schema.DICTIONARY,
        "items": [
            {"code": item.shown.row.code, "versions": [_version(one) for one in item.versions]} for item in items
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def updated_at(items: Sequence[Item]) -> str:
    """The moment of the last publication, in Shanghai; empty for an empty list."""
    moments = [one.row.released_at for item in items for one in item.versions if one.row.released_at]
    return timezone.localtime(max(moments)).isoformat(timespec="seconds") if moments else ""


def _version(version: Version) -> dict[str, Any]:
    record = item_schema.record_of(version.row)
    released = version.row.released_at
    return {name: record[name] for name in item_schema.COLUMNS} | {
        "ended_on": version.ended_on.isoformat() if version.ended_on else None,
        "released_at": timezone.localtime(released).isoformat(timespec="seconds") if released else None,
        "state": version.state,
    }


def as_workbook(items: Sequence[Item], on: date) -> bytes:
    """The list as one sheet, an item per row, the version in force."""
    return workbook.sheet(TITLE, COLUMNS, rows(items), by=settings.ISSUER, conditions=f"{on.isoformat()} 现行版本")


def rows(items: Sequence[Item]) -> Iterator[tuple[Any, ...]]:
    """Cells in the order of `COLUMNS`; also the table that is printed."""
    for number, item in enumerate(items, start=1):
        row, coming = item.shown.row, item.coming
        yield (
            number,
            row.code,
            row.title,
            row.category,
            row.kind,
            "、".join(row.trades),
            row.target,
            row.content,
            row.method,
            row.authority,
            row.responsible,
            *("；".join(row.bases.get(kind, [])) for kind in ("power", "duty", "penalty")),
            row.ratio_text,
            row.cap_text,
            "、".join(row.handlings),
            f"第 {row.version} 版",
            row.effective_on,
            f"自 {coming.row.effective_on} 起施行第 {coming.row.version} 版" if coming and coming != item.shown else "",
        )
