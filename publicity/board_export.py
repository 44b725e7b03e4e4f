"""The board as a workbook: title, what was asked, who made it when; codes stay text and no cell is a formula."""

import io
from collections.abc import Iterable
from datetime import date, datetime

import xlsxwriter  # type: ignore[import-untyped]
from django.conf import settings
from django.utils import timezone

from inspections.choices import Result
from publicity.board import Row
from yangcheng_inspect.accounts.models import User

COLUMNS = {
    "公示编号": 18,
    "公示时限": 12,
    "时限情况": 16,
    "检查对象": 32,
    "统一社会信用代码/注册号": 24,
    "检查事项": 26,
    "抽查任务": 26,
    "任务编号": 22,
    "检查结束": 12,
    "检查结果": 22,
    "办理环节": 16,
    "办理人": 14,
    "责任单位": 16,
    "主办民警": 12,
    "公示日期": 12,
}


def workbook(rows: Iterable[Row], *, tab: str, conditions: str, by: User, at: datetime) -> bytes:
    """`tab` and `conditions` say which rows these are."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("公示台账")
        last = len(COLUMNS) - 1
        title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        # Text that begins like a formula stays text, also when the file is edited and saved again.
        text = book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top"})
        sheet.merge_range(0, 0, 0, last, f"{settings.ISSUER}公示台账（{tab}）", title)
        sheet.merge_range(1, 0, 1, last, _made(conditions, by, at))
        for column, (name, width) in enumerate(COLUMNS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, name, head)
        for line, row in enumerate(rows, start=3):
            for column, value in enumerate(cells(row)):
                sheet.write_string(line, column, value, text)
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()


def _made(conditions: str, by: User, at: datetime) -> str:
    when = timezone.localtime(at)
    return f"条件：{conditions}　　制表单位：{settings.ISSUER}　　制表人：{by.name}　　制表时间：{when:%Y-%m-%d %H:%M}"


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
        publication.unit.name,
        row.lead.inspector.name if row.lead else "",
        _day(timezone.localdate(publication.published_at)) if publication.published_at else "",
    ]


def _punctuality(row: Row) -> str:
    if not row.published:
        return row.meter.words
    return f"逾期 {row.late_days} 个工作日公示" if row.late_days else "按时公示"


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"
