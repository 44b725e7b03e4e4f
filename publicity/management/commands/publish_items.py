"""`publish_items`: daily, after midnight. Publishes what was approved and does not stand on the public list yet.

The day on which a version begins needs no job: lists, draws and pages ask the calendar.
"""

from typing import Any

from django.core.management.base import BaseCommand

from publicity.services import item_notices
from registry.models import ItemVersion
from yangcheng_inspect.errors import DomainError


class Command(BaseCommand):
    """One line per version that could not be published; the others go on."""

    help = "公布已批准而尚未公布的事项版本。"

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for version in ItemVersion.objects.unpublished().select_related("item"):
            try:
                item_notices.release(version=version, by=None)
            except DomainError as refusal:
                self.stderr.write(f"{version}：{refusal}")
            else:
                done += 1
        self.stdout.write(f"已公布 {done} 个版本。")
