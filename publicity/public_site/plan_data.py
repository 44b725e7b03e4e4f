"""Plans and tasks to take away: JSON, CSV, one sheet; keys and columns that stay (ux.md W3, W8)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings

from publicity.public_site.item_data import LICENCE
from publicity.public_site.models import PublicPlan, PublicTask
from publicity.public_site.plan_schema import DICTIONARY, LINE, TASK
from yangcheng_inspect import workbook

PLAN_TITLE, TASK_TITLE = "年度双随机抽查计划", "双随机抽查任务"
BASIS = "阳公通字〔2023〕2号三（二）1"
PLAN_COLUMNS: dict[str, str] = {
    "number": "计划编号",
    "year": "年度",
    "plan_title": "计划名称",
    "version": "版本",
    "approved_on": "批准日期",
    "order": "序号",
    "title": "任务名称",
    "bases": "制定任务依据",
    "kind": "检查类型",
    "authority": "实施主体",
    "level": "实施层级",
    "area": "检查地域",
    "item_code": "抽查事项编号",
    "item_title": "抽查事项",
    "scope": "检查对象",
    "base": "检查对象基数",
    "ratio": "检查比例",
    "take": "应抽户数",
    "cap": "检查频次上限",
    "method": "检查方式",
    "from_on": "开始日期",
    "to_on": "截止日期",
    "unit": "责任单位",
    "partners": "联合部门",
}
TASK_COLUMNS: dict[str, str] = {
    "number": "任务编号",
    "title": "任务名称",
    "plan_number": "计划编号",
    "plan_title": "计划名称",
    "line": "计划序号",
    "item_code": "抽查事项编号",
    "item_title": "抽查事项",
    "item_version": "事项版本",
    "scope": "检查对象",
    "ratio": "检查比例",
    "take": "应抽户数",
    "cap": "检查频次上限",
    "team": "检查人员",
    "names": "名单公开时机",
    "from_on": "开始日期",
    "to_on": "截止日期",
    "unit": "责任单位",
    "partners": "联合部门",
    "again": "再次抽查的理由",
    "status": "任务状态",
    "announced_on": "公布日期",
    "updated_on": "更新日期",
}


def plan_rows() -> Iterator[dict[str, Any]]:
    """Every line of every plan's version in force, newest year first."""
    for plan in PublicPlan.objects.all():
        version = plan.record["versions"][-1]
        own = {name: plan.record[name] for name in ("number", "year")} | {"plan_title": plan.title}
        for line in version["lines"]:
            yield own | {name: version[name] for name in ("version", "approved_on")} | line


def task_rows() -> Iterator[dict[str, Any]]:
    """Every task announced, newest first; its state in words."""
    for task in PublicTask.objects.all():
        yield {"again": "", **task.record, "status": task.get_status_display()}


def as_json(kind: str) -> str:
    """`plans` with every version, or `tasks`; `fields` says what each key means."""
    rows = [plan.record for plan in PublicPlan.objects.all()] if kind == "plans" else list(task_rows())
    keys = {"number", "version", "reason", "approved_on", *LINE} if kind == "plans" else {*TASK}
    named = {name.rstrip("?") for name in keys}
    data = {
        "title": PLAN_TITLE if kind == "plans" else TASK_TITLE,
        "issuer": settings.ISSUER,
        "basis": BASIS,
        "licence": LICENCE.replace("本清单", "本数据"),
        "fields": {name: words for name, words in DICTIONARY.items() if name in named},
        kind: rows,
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_csv(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> str:
    """With a byte order mark, since the spreadsheet programs here ask for one; a formula stays text."""
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow(columns.values())
    for row in cells(columns, rows):
        writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@\t\r" and cell != "" else cell for cell in row])
    return target.getvalue()


def as_workbook(title: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], conditions: str) -> bytes:
    return workbook.sheet(
        title, list(columns.values()), cells(columns, rows), by=settings.ISSUER, conditions=conditions
    )


def cells(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> Iterator[Sequence[Any]]:
    """Values in the order of the columns; a list of articles in one cell."""
    for row in rows:
        yield ["；".join(row[name]) if isinstance(row[name], list) else row[name] for name in columns]
