"""`send_digests`: the morning's digest and the warnings of terms, at 08:30 of every day (deploy/ has the timer)."""

from typing import Any

from django.core.management.base import BaseCommand

from publicity import notify
from yangcheng_inspect.desk import digests


class Command(BaseCommand):
    """May be run again at any time of the day: whoever was told is not told twice."""

    help = "发送当天的待办汇总和公示到期提醒：系统内消息，配置了邮件或短信的同时发送。同一天重复运行不会重复发送。"

    def handle(self, *args: Any, **options: Any) -> None:
        told = digests.send()
        self.stdout.write(f"待办汇总 {told.digests} 人，临期提醒 {told.soon} 件，逾期提醒 {told.overdue} 件。")
        self.stdout.write(f"渠道：{'、'.join(['系统内消息', *notify.channels()])}。")
