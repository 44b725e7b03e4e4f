"""Results as CSV and JSON, written while they are read, and as a workbook where they are few enough."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone

from publicity.public_site.item_data import LICENCE
from publicity.public_site.models import PublicDraw, PublicResult
from publicity.public_site.open_data import flat
from publicity.public_site.open_data.rows import Mark
from yangcheng_inspect import workbook

FORMAT = "SSJ-RESULTS/1"
TITLE = "双随机检查结果公示"
BASIS = "阳公通字〔2023〕2号三（二）4"
MOST_IN_A_WORKBOOK = 10_000
"""Rows of an xlsx: it is made whole before it is sent. CSV and JSON have no limit."""
MARK_OF_UTF8 = "\ufeff"  # without it the usual spreadsheet reads Chinese as something else
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8", "xlsx": workbook.CONTENT_TYPE}
DRAW_COLUMNS: dict[str, str] = {
    "number": "抽取编号",
    "task_number": "任务编号",
    "task_name": "任务名称",
    "status": "状态",
    "frozen_at": "封存时间",
    "drawn_at": "抽取时间",
    "frozen_sha256": "封存校验码 SHA-256",
    "frozen_sm3": "封存校验码 SM3",
    "numbers": "抽取号码",
    "result_sha256": "结果校验码 SHA-256",
    "supplement_to": "补充的抽取编号",
    "void_reason": "作废理由",
}


def as_csv(rows: Iterable[PublicResult]) -> Iterator[str]:
    """UTF-8 with its mark; the first line holds the names of the dictionary."""
    yield MARK_OF_UTF8 + flat.line(flat.COLUMNS)
    for row in rows:
        yield flat.line(flat.cells(row))


def as_json(rows: Iterable[PublicResult], mark: Mark) -> Iterator[str]:
    """One result per line between a head and a bracket, so that it can be read line by line, too."""
    head = _head(TITLE) | {
        "format": FORMAT,
        "updated_at": mark.changed_at and timezone.localtime(mark.changed_at).isoformat(timespec="seconds"),
        "count": mark.count,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "results": ['
    before = "\n"
    for row in rows:
        yield before + json.dumps(_open(row), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def as_workbook(rows: Iterable[PublicResult], conditions: str) -> bytes:
    return workbook.sheet(TITLE, flat.TITLES, map(flat.cells, rows), by=settings.ISSUER, conditions=conditions)


def draws_csv() -> str:
    """Every draw, newest first."""
    lines = [flat.line(DRAW_COLUMNS), *(flat.line(row.values()) for row in _draws())]
    return MARK_OF_UTF8 + "".join(lines)


def draws_json() -> str:
    data = _head("双随机抽取公示") | {"fields": DRAW_COLUMNS, "draws": list(_draws())}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _draws() -> Iterator[dict[str, str]]:
    for draw in PublicDraw.objects.all():
        own = {name: getattr(draw, name) for name in DRAW_COLUMNS}
        yield {name: _word(value) for name, value in (own | {"status": draw.get_status_display()}).items()}


def _word(value: Any) -> str:
    return "；".join(map(str, value)) if isinstance(value, list) else workbook.text(value)


def _open(row: PublicResult) -> dict[str, Any]:
    """The record whose SHA-256 is `record_hash`, or what is left of one that came down."""
    own = {"number": row.number, "status": row.get_status_display(), "record_hash": row.record_hash}
    if row.is_withdrawn:
        days = {"published_on": row.published_on.isoformat(), "updated_on": row.updated_on.isoformat()}
        return own | days | {"reason": row.withdrawn_reason}
    return own | {"record": row.record}


def _head(title: str) -> dict[str, Any]:
    return {
        "title": title,
        "issuer": settings.ISSUER,
        "basis": BASIS,
        "licence": LICENCE.replace("本清单", "本数据"),
    }
