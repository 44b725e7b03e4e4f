"""What the public list of items may say: an allow-list of fields, each with its word (方案三(一)3).

What the office notes for itself (核验状态, 注意, 核对提示, 方法与要领) has no field here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from publicity.public_site import schema
from publicity.public_site.models import PublicItem

FORMAT = "SSJ-ITEM/1"

ITEM: dict[str, Any] = {
    "format": str,
    "code": str,
    "version": int,
    "title": str,
    "category": str,
    "kind": str,
    "trades": [str],
    "target": str,
    "content": str,
    "method": str,
    "authority": str,
    "responsible": str,
    "bases": {"power": [str], "duty": [str], "penalty": [str]},
    "ratio_text": str,
    "cap_text": str,
    "handlings": [str],
    "check_points": [{"prompt": str, "basis?": str, "penalty?": str, "documents?": str}],
    "effective_on": date,
    "approved_on": date,
}

DICTIONARY: dict[str, str] = {
    "code": "事项编号，长期不变",
    "version": "版本号，从 1 起；编号和版本号合起来唯一",
    "title": "抽查事项",
    "category": "抽查类别",
    "kind": "事项类别：一般检查事项或重点检查事项",
    "trades": "监管行业",
    "target": "检查对象",
    "content": "抽查内容",
    "method": "抽查方式",
    "authority": "抽查主体",
    "responsible": "责任单位",
    "bases": "抽查依据：power 检查权依据，duty 被检查单位的义务，penalty 处罚依据",
    "ratio_text": "抽查比例",
    "cap_text": "每户每年的频次上限",
    "handlings": "发现问题后可采取的处理",
    "check_points": "检查要点：prompt 检查内容，basis 义务依据，penalty 处罚依据，documents 需查看的材料",
    "effective_on": "生效日期",
    "ended_on": "失效日期；现行或未生效的为空",
    "approved_on": "批准日期",
    "released_at": "公布时间",
    "state": "状态：现行、未生效、失效、停用",
}
"""What each key of the open data means; `item_data` writes exactly these."""

COLUMNS = tuple(name for name in ITEM if name != "format")
DATES = ("effective_on", "approved_on")


def validate(record: Mapping[str, Any]) -> None:
    """Raises `NotPublic` for an unknown, missing or wrongly typed field, and for personal data in any text."""
    schema.check(record, ITEM, "公开的抽查事项")
    for where, text in schema.texts(record, "公开的抽查事项"):
        schema.refuse_personal(text, where)


def columns(record: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of `PublicItem` that repeat a record."""
    values = {name: record[name] for name in COLUMNS}
    return values | {name: date.fromisoformat(record[name]) for name in DATES}


def record_of(row: PublicItem) -> dict[str, Any]:
    """The record that made a row; `schema.digest` of it is what the trail carries."""
    values = {name: getattr(row, name) for name in COLUMNS}
    return {"format": FORMAT, **values} | {name: values[name].isoformat() for name in DATES}
