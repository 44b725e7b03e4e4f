"""What every field of an open result means. The fields come from `schema.RECORD`, so the two cannot drift apart.

`WORDS` must name every field: a new one in `RECORD` without its word fails the test of this module.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from publicity.public_site.schema import RECORD

WORDS: dict[str, str] = {
    "format": "格式",
    "number": "公示编号，长期不变",
    "entity.name": "检查对象名称",
    "entity.former_names": "曾用名",
    "entity.code": "统一社会信用代码、注册号或名录编号",
    "entity.town": "所在乡镇",
    "entity.address": "公司登记的住所；其他检查对象不公开地址",
    "item.code": "检查事项编号",
    "item.title": "检查事项",
    "item.version": "检查事项的版本",
    "plan.number": "抽查计划编号",
    "plan.name": "抽查计划名称",
    "task.number": "抽查任务编号",
    "task.name": "抽查任务名称",
    "inspect_type": "抽查类型",
    "method": "检查方式",
    "agency": "检查机关",
    "officers": "检查人员的人数、选派方式和单位",
    "selection": "抽取方式",
    "result.code": "结果代码",
    "result.word": "检查结果",
    "result.category": "国家企业信用信息公示系统的结果类别",
    "result.summary": "发现问题的概数",
    "handling.word": "处理情况",
    "handling.note": "处理情况的说明",
    "ended_on": "检查完成日期",
    "published_on": "公示日期",
    "updated_on": "更新日期",
    "points": "检查要点",
    "points.prompt": "检查要点的内容",
    "points.answer": "这一要点的结果",
    "points.finding": "发现的问题",
    "points_note": "没有逐项公开的原因",
    "confirmation": "检查对象的确认",
    "timeline": "办理经过",
    "timeline.on": "办理日期",
    "timeline.what": "办理环节",
    "timeline.note": "办理环节的说明",
    "statement.on": "企业说明的提交日期",
    "statement.text": "企业说明原文",
    "notice": "提示，如异议办理中",
    "corrections": "修改记录",
    "corrections.on": "修改日期",
    "corrections.what": "修改的内容",
    "corrections.reason": "修改的原因",
    "corrections.changes": "逐项修改",
    "corrections.changes.field": "修改的字段",
    "corrections.changes.was": "原来的内容",
    "corrections.changes.now": "现在的内容",
}
TYPES: dict[Any, str] = {str: "string", int: "integer", bool: "boolean", date: "date"}


@dataclass(frozen=True)
class Field:
    """One field of `RECORD`. `parts` are the columns of a list's rows; empty for a list of words or a plain value."""

    path: str
    shape: Any
    required: bool

    @property
    def column(self) -> str:
        """Its name in a table: `entity_name`."""
        return self.path.replace(".", "_")

    @property
    def is_list(self) -> bool:
        return isinstance(self.shape, list)

    @cached_property
    def parts(self) -> list["Field"]:
        rows = self.shape[0] if self.is_list and isinstance(self.shape[0], dict) else {}
        return list(_walk(rows, f"{self.path}."))

    @property
    def title(self) -> str:
        return WORDS.get(self.path, self.path)


@cache
def fields() -> list[Field]:
    """Every column of a flat table, in the order of `RECORD`; a group of fields becomes its members."""
    return list(_walk(RECORD, ""))


def _walk(shape: Mapping[str, Any], before: str, needed: bool = True) -> Iterator[Field]:
    for name, inner in shape.items():
        path, required = before + name.rstrip("?"), needed and not name.endswith("?")
        if isinstance(inner, Mapping):
            yield from _walk(inner, f"{path}.", required)
        else:
            yield Field(path, inner, required)


def paths() -> set[str]:
    """Every field there is, with the columns of its lists."""
    return _paths(fields())


def _paths(found: list[Field]) -> set[str]:
    return {one.path for one in found} | {path for one in found for path in _paths(one.parts)}


def table_schema() -> dict[str, Any]:
    """`table-schema` of the CSV and Excel files (https://specs.frictionlessdata.io/table-schema/)."""
    return {
        "fields": [
            *map(_described, fields()),
            *({"name": name, "title": title, "type": kind} for name, title, kind in OWN),
        ],
        "primaryKey": "number",
        "missingValues": [""],
    }


OWN = [("status", "状态：公示中、已更正、已撤下、公示期满", "string"), ("reason", "撤下或期满的原因", "string")]
"""Columns that a table has beside those of the record: what came down keeps its number, its days and the reason."""


def _described(one: Field) -> dict[str, Any]:
    about = {
        "name": one.column,
        "title": one.title,
        "type": "string" if one.is_list else TYPES[one.shape],
        "path": one.path,
    }
    if one.is_list:
        about["description"] = _list_words(one)
    return about


def _list_words(one: Field) -> str:
    if not one.parts:
        return "有几个时用顿号隔开"
    return f"每条依次为{'、'.join(part.title for part in one.parts)}，用“｜”隔开；各条之间换行"
