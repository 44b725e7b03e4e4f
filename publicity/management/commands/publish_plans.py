"""`publish_plans`: daily. Shows plans approved, and tasks frozen, before the public list existed."""

from typing import Any

from django.core.management.base import BaseCommand

from publicity.services import plan_notices


class Command(BaseCommand):
    """Nothing to do on most days: approval and freeze publish by themselves."""

    help = "公布已批准而尚未公布的计划和已封存而尚未公布的任务。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已公布 {plan_notices.release_waiting()} 件。")
