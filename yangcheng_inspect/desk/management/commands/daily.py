"""`daily`: everything that falls due with a new day, one after another. deploy/ has the timer."""

import sys
import traceback
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

JOBS = ("follow_risk", "publish_items", "publish_plans", "open_draws", "mark_overdue", "end_publications")


class Command(BaseCommand):
    """Each job may be run again at any time; one that fails keeps none of the others from running."""

    help = "每天凌晨办理到期事项：按规则加注的标记、待公布的版本、应递补和应公开的抽取、到期的整改、期满的公示。"

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [job for job in JOBS if not self._done(job)]
        if failed:
            raise CommandError(f"没有办成：{'、'.join(failed)}。原因见上，处理后重新运行本命令。")

    def _done(self, job: str) -> bool:
        try:
            call_command(job, stdout=self.stdout)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            return False
        return True
