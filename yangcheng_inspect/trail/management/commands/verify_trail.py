"""`verify_trail`: replays the log and says whether history, rows and files are untouched."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from yangcheng_inspect.trail import claims, keyring, report, verify
from yangcheng_inspect.trail.claims import Claim
from yangcheng_inspect.trail.keyring import Keyring
from yangcheng_inspect.trail.models import Checkpoint
from yangcheng_inspect.trail.notes import NoteError
from yangcheng_inspect.trail.verify import Report


class Command(BaseCommand):
    """Prints counts, root and every failure; exit 1 when there is one."""

    help = "重放全部留痕记录，核对每条记录、总校验码、检查点、回执和现有数据；有不符时退出码为 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="数据库连接名（default 或 owner）")
        parser.add_argument("--published", type=Path, help="存放已公布检查点的文件夹；不填则用数据库里的检查点")
        parser.add_argument(
            "--receipt", nargs="+", action="extend", default=[], help="纸质文书上的回执，记录数:总校验码"
        )
        parser.add_argument("--keys", type=Path, default=settings.TRAIL_KEYS, help="密钥清单")
        parser.add_argument("--log-only", action="store_true", help="只核对留痕本身，不核对现有数据（审计账号）")
        parser.add_argument("--files", action="store_true", help="逐个核对照片、扫描件和名录文件")

    def handle(self, *args: Any, database: str, **options: Any) -> None:
        found = Report()
        claimed = claims.receipts(options["receipt"], found.fail)
        claimed += self._checkpoints(database, options, found)
        kinds = {"with_rows": not options["log_only"], "with_files": options["files"]}
        verify.verify(database, claimed=claimed, report=found, **kinds)
        for line in report.lines(found):
            self.stdout.write(line)
        if found.fails:
            sys.exit(1)

    def _checkpoints(self, alias: str, options: dict[str, Any], found: Report) -> list[Claim]:
        if options["published"]:
            return claims.in_folder(options["published"], _ring(options["keys"]), found.fail)
        if Checkpoint.objects.using(alias).exists():
            return claims.in_database(alias, _ring(options["keys"]), found.fail)
        return []


def _ring(path: Path) -> Keyring:
    try:
        return keyring.read(path.read_text())
    except (OSError, UnicodeDecodeError, NoteError) as error:
        raise CommandError(
            f"密钥清单 {path} 读不到或者内容不对，无法核对检查点的签名。请用 --keys 指定审计管理员保管的密钥清单。"
        ) from error
