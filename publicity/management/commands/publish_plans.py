"""`publish_plans`: daily. Shows what was approved before the public list existed, forgets certificates that ended."""

from typing import Any

from django.core.management.base import BaseCommand

from publicity.services import officer_notices, plan_notices


class Command(BaseCommand):
    """Little to do on most days: approval, freeze and the registry publish by themselves."""

    help = "公布已批准、已封存而尚未公布的计划和任务，更新检查人员公示。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已公布 {plan_notices.release_waiting()} 件。")
        self.stdout.write(f"检查人员公示更新 {officer_notices.refresh_all(by=None)} 人。")
