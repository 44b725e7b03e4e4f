"""`mark_overdue`: firms that let the term of an order pass are marked (方案三(二)1)."""

from typing import Any

from django.core.management.base import BaseCommand

from inspections.services import rechecks


class Command(BaseCommand):
    """May be run again at any time: a firm is marked once."""

    help = "给责令改正到期未改正的市场主体加注标记。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"加注“责令改正逾期”{rechecks.mark_overdue()} 户。")
