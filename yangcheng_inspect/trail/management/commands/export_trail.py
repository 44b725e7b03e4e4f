"""`export_trail DIR`: the log, its checkpoints and the program that checks them, for another machine."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from yangcheng_inspect.errors import DomainError, words_of
from yangcheng_inspect.trail import export


class Command(BaseCommand):
    """The payloads hold nothing personal; `--details` does, and needs a name and a reason."""

    help = "导出留痕记录、检查点和核验程序 verify_trail.py。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="写入的文件夹，须为空")
        parser.add_argument(
            "--details", action="store_true", help="同时导出明细（含个人信息，须写明 --by 和 --reason）"
        )
        parser.add_argument("--by", default="", help="导出人（审计管理员或监督员）的登录名")
        parser.add_argument("--reason", default="", help="导出明细的理由")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="数据库连接名")

    def handle(self, *args: Any, folder: Path, database: str, **options: Any) -> None:
        try:
            if options["details"]:
                export.tell(by=self._official(options["by"]), reason=options["reason"])
            for path in export.export(folder=folder, using=database, details=options["details"]):
                self.stdout.write(str(path))
        except (DomainError, OSError) as refusal:
            raise CommandError(words_of(refusal)) from refusal

    def _official(self, username: str) -> Any:
        found = get_user_model()._default_manager.filter(username=username, is_active=True).first()
        if found is None:
            raise CommandError("导出明细须用 --by 写明导出人在用的登录名。")
        return found
