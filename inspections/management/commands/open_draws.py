"""`open_draws`: once a day, opens the draws whose checks are over (deploy/ has the timer)."""

from typing import Any

from django.core.management.base import BaseCommand

from inspections.services.openings import open_all_due


class Command(BaseCommand):
    """Safe to run at any time and again."""

    help = "公开检查已经结束的抽取。"

    def handle(self, *args: Any, **options: Any) -> None:
        for draw in open_all_due():
            self.stdout.write(f"{draw.number} 已公开")
