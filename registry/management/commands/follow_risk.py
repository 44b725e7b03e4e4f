from typing import Any

from django.core.management.base import BaseCommand

from registry.services import complaint_rule, key_areas


class Command(BaseCommand):
    """Daily: flags that stand on a count of days or on an area follow the calendar, each with an event."""

    help = "每日核对按规则加注的标记：投诉举报满期的、重点区域起止的，加注或解除，逐户留痕。"

    def handle(self, *args: Any, **options: Any) -> None:
        for word, (raised, lifted) in [
            ("投诉举报多", complaint_rule.follow_all(by=None)),
            ("重点区域", key_areas.follow_all(by=None)),
        ]:
            self.stdout.write(f"{word}：加注 {raised} 户 · 解除 {lifted} 户")
