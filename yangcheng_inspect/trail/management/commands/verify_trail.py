"""`verify_trail`: replays the log and says whether history and rows are untouched."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS

from yangcheng_inspect.trail import report, verify


class Command(BaseCommand):
    """Prints counts, root and every failure; exit 1 when there is one."""

    help = "重放全部留痕记录，核对每条记录、总校验码和现有数据；有不符时退出码为 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="数据库连接名（default 或 owner）")

    def handle(self, *args: Any, database: str, **options: Any) -> None:
        found = verify.verify(database)
        for line in report.lines(found):
            self.stdout.write(line)
        if found.fails:
            sys.exit(1)
