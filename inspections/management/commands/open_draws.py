"""`open_draws`: once a day, adds reserves that are due and opens the draws whose checks are over."""

from typing import Any

from django.core.management.base import BaseCommand

from inspections.services.openings import open_all_due
from inspections.services.reserves import add_all_missing


class Command(BaseCommand):
    """Safe to run at any time and again."""

    help = "补上应当递补的检查对象，公开检查已经结束的抽取。"

    def handle(self, *args: Any, **options: Any) -> None:
        for added in add_all_missing():
            self.stdout.write(f"{added.draw.number} 递补 {added.pooled.name}")
        for draw in open_all_due():
            self.stdout.write(f"{draw.number} 已公开")
