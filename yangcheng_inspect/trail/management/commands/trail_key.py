"""`trail_key NAME FILE`: makes a signing key and prints its verifier key."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yangcheng_inspect.errors import DomainError, words_of
from yangcheng_inspect.trail import notes, signing


class Command(BaseCommand):
    """Ed25519. The file is readable by its maker alone; the printed line goes into the list of keys (TRAIL_KEYS)."""

    help = "生成检查点签名密钥，输出验证密钥。"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="密钥名称，如 yangcheng-ssj")
        parser.add_argument("file", type=Path, nargs="?", help="新密钥文件，以 0400 权限写入")
        parser.add_argument("--sm2", type=Path, help="不生成密钥，只由国密公钥（PEM）算出验证密钥")

    def handle(self, *args: Any, name: str, file: Path | None, sm2: Path | None, **options: Any) -> None:
        try:
            if sm2 is not None:
                made = notes.Verifier(name, notes.SM2, signing.sm2_point(sm2.read_text()))
                notes.verifier(str(made))
            elif file is not None:
                made = signing.make_key(file, name)
            else:
                raise CommandError("请写明新密钥文件，或用 --sm2 指定国密公钥文件。")
        except (DomainError, OSError, UnicodeDecodeError) as refusal:
            raise CommandError(words_of(refusal)) from refusal
        self.stdout.write(str(made))
