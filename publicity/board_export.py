"""The board as a workbook: what was asked, who made it when."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils import timezone

from inspections.choices import Result
from publicity.board import Row
from yangcheng_inspect import workbook
from yangcheng_inspect.accounts.models import User

COLUMNS = (
    "公示编号",
    "公示时限",
    "时限情况",
    "检查对象",
    "统一社会信用代码/注册号",
    "检查事项",
    "抽查任务",
    "任务编号",
    "检查结束",
    "检查结果",
    "办理环节",
    "办理人",
    "责任单位",
    "责任人",
    "主办民警",
    "公示日期",
    "逾期天数",
    "逾期说明",
    "暂缓理由",
    "已录入公示系统",
)


def board_sheet(rows: Iterable[Row], *, tab: str, conditions: str, by: User) -> bytes:
    """`tab` and `conditions` say which rows these are."""
    title = f"{settings.ISSUER}公示台账（{tab}）"
    return workbook.sheet(title, COLUMNS, map(cells, rows), by=by.name, conditions=conditions)


def cells(row: Row) -> list[str]:
    """One line, in the order of COLUMNS."""
    publication = row.publication
    inspection, visit = publication.inspection, publication.inspection.visit
    task = visit.task
    return [
        publication.number,
        _day(publication.due_on) + ("（暂定）" if publication.provisional else ""),
        _punctuality(row),
        visit.name,
        visit.code,
        inspection.version.item.title,
        task.title if task else visit.get_kind_display(),
        task.number if task else "",
        _day(publication.ended_on),
        str(Result(inspection.result).label) if inspection.result else "未填",
        row.stages.words,
        row.stages.holder,
        row.said.unit_name,
        row.said.person_name,
        row.lead.inspector.name if row.lead else "",
        _day(timezone.localdate(publication.published_at)) if publication.published_at else "",
        str(row.late_days) if row.late_days else "",
        "；".join(row.reasons),
        publication.held_reason,
        "；".join(f"{one.get_system_display()} {_day(one.posted_on)}" for one in publication.postings.all()),
    ]


def _punctuality(row: Row) -> str:
    if not row.published:
        return row.meter.words
    return f"逾期 {row.late_days} 个工作日公示" if row.late_days else "按时公示"


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"
