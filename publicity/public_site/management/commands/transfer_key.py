"""`transfer_key NAME FILE`: makes a key for the files between the networks, on either machine."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yangcheng_inspect.errors import DomainError, words_of
from yangcheng_inspect.trail import signing


class Command(BaseCommand):
    """Ed25519. The file is readable by its maker alone; the printed line goes into the list of keys (TRANSFER_KEYS)."""

    help = "生成传输文件的签名密钥，输出验证密钥。"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="密钥名称，如 yangcheng-bundle、yangcheng-inbox")
        parser.add_argument("file", type=Path, help="新密钥文件，以 0400 权限写入")

    def handle(self, *args: Any, name: str, file: Path, **options: Any) -> None:
        try:
            self.stdout.write(str(signing.make_key(file, name)))
        except (DomainError, OSError) as refusal:
            raise CommandError(words_of(refusal)) from refusal
