"""What the public plan and task notice may say: the union of the official columns (domain.md §3.4), field by field."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from publicity.public_site import schema

PLAN_FORMAT, TASK_FORMAT = "SSJ-PLAN/1", "SSJ-TASK/1"

LINE: dict[str, Any] = {
    "order": int,
    "title": str,
    "item_code": str,
    "item_title": str,
    "bases": [str],
    "kind": str,
    "authority": str,
    "level": str,
    "area": str,
    "partners": str,
    "scope": str,
    "base": int,
    "ratio": str,
    "take": int,
    "cap": str,
    "method": str,
    "from_on": date,
    "to_on": date,
    "unit": str,
}
PLAN: dict[str, Any] = {
    "format": str,
    "number": str,
    "year": int,
    "title": str,
    "issuer": str,
    "versions": [{"version": int, "approved_on": date, "reason": str, "lines": [LINE]}],
}
TASK: dict[str, Any] = {
    "format": str,
    "number": str,
    "title": str,
    "plan_number": str,
    "plan_title": str,
    "line": int,
    "item_code": str,
    "item_title": str,
    "item_version": int,
    "scope": str,
    "ratio": str,
    "take": int,
    "cap": str,
    "team": str,
    "names": str,
    "from_on": date,
    "to_on": date,
    "unit": str,
    "partners": str,
    "again?": str,
    "status": str,
    "announced_on": date,
    "updated_on": date,
}

DICTIONARY: dict[str, str] = {
    "number": "编号：计划 14 位，任务 18 位，均以行政区划代码 140522 开头",
    "version": "计划的版本，从 1 起；调整一次加一",
    "reason": "调整的理由；第 1 版为空",
    "approved_on": "批准日期",
    "order": "序号",
    "plan_number": "任务所依计划的编号",
    "plan_title": "任务所依计划的名称",
    "line": "任务所依计划的序号",
    "title": "任务名称",
    "item_code": "抽查事项编号",
    "item_title": "抽查事项",
    "item_version": "抽查事项的版本",
    "bases": "制定任务依据",
    "kind": "检查类型",
    "authority": "实施主体",
    "level": "实施层级",
    "area": "检查地域",
    "partners": "联合部门；本局单独检查的为空",
    "scope": "检查对象范围",
    "base": "检查对象基数（户），以计划拟定之日的名录为准",
    "ratio": "检查比例或户数",
    "take": "应抽户数",
    "cap": "检查频次上限",
    "method": "检查方式",
    "team": "检查人员的组成和选派范围",
    "names": "抽中名单的公开时机",
    "from_on": "开始日期",
    "to_on": "截止日期",
    "unit": "责任单位",
    "again": "作废后再次抽查的理由",
    "status": "任务状态",
    "announced_on": "公布日期",
    "updated_on": "更新日期",
}
"""What each key of the open data means."""


def validate_plan(record: Mapping[str, Any]) -> None:
    """Raises `NotPublic` for anything but `PLAN`, and for personal data in any text."""
    _validate(record, PLAN, PLAN_FORMAT, "公开的年度抽查计划")
    if [one["version"] for one in record["versions"]] != list(range(1, len(record["versions"]) + 1)):
        raise schema.NotPublic("公开的年度抽查计划的版本应从 1 起连续。")


def validate_task(record: Mapping[str, Any]) -> None:
    """Raises `NotPublic` for anything but `TASK`, and for personal data in any text."""
    _validate(record, TASK, TASK_FORMAT, "公开的抽查任务")


def _validate(record: Mapping[str, Any], shape: dict[str, Any], form: str, where: str) -> None:
    schema.check(record, shape, where)
    if record["format"] != form:
        raise schema.NotPublic(f"{where}的格式“{record['format']}”不认识，应为 {form}。")
    for name, text in schema.texts(record, where):
        schema.refuse_personal(text, name)
