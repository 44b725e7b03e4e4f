"""By when each step after a check must be done: every number with its source, in one place."""

from datetime import date, datetime, timedelta

from yangcheng_inspect.workdays import calendar

RECHECK_DAYS = 3
"""本局要求: 改正期限届满或收到整改材料之日起3个工作日内复查."""

DISPUTE_DAYS = 3
"""本局要求: 3个工作日内答复, 因公示期限（方案三(二)4 的5个工作日）不因陈述申辩停止计算."""

REPLY_DAYS = 20
"""本局要求: 移送后20个工作日未收到处理结果的催办; 法律对其他部门的回复没有规定期限."""

TRANSFER_HOURS = 24
"""公安机关办理行政案件程序规定第六十一条: 不属于本单位管辖的, 24小时内移送."""

LETTER_DAYS = 5
"""本局要求: 发现其他部门职责范围内的线索, 5个工作日内发出移送函（方案三(二)4）."""


def recheck_by(due_on: date) -> date:
    return calendar.deadline(due_on, RECHECK_DAYS).on


def answer_by(day: date) -> date:
    return calendar.deadline(day, DISPUTE_DAYS).on


def reply_by(day: date) -> date:
    return calendar.deadline(day, REPLY_DAYS).on


def send_by(moment: datetime, *, inside: bool) -> datetime:
    """24 hours inside the police; outside, the end of the last working day."""
    if inside:
        return moment + timedelta(hours=TRANSFER_HOURS)
    local = moment.astimezone()
    last = calendar.deadline(local.date(), LETTER_DAYS).on
    return local.replace(year=last.year, month=last.month, day=last.day, hour=23, minute=59, second=0, microsecond=0)
