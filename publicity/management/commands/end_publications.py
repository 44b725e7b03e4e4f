"""`manage.py end_publications`: take off the page what has been shown for as long as its kind may be. Run daily."""

from typing import Any

from django.core.management.base import BaseCommand

from publicity.services import endings


class Command(BaseCommand):
    help = "结束公示期满的公示。每天运行一次。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"公示期满 {endings.end_due()} 件。")
