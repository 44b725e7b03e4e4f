"""`sign_note FILE --key KEY`: adds a signature to a text, or to a note that others have signed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from yangcheng_inspect.errors import DomainError, words_of
from yangcheng_inspect.trail import notes, signing


class Command(BaseCommand):
    """For the statement that begins an epoch, and for a rotation: what is signed is shown first."""

    help = "在新起日志说明或密钥轮换说明上加签。"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="说明原文，签名加在文件末尾")
        parser.add_argument("--key", type=Path, required=True, help="签名人的密钥文件（权限 0400）")

    def handle(self, *args: Any, file: Path, key: Path, **options: Any) -> None:
        try:
            note = signing.countersigned(file.read_bytes(), signing.read_key(key, never=settings.SITE_USER))
            fresh = file.with_name(f"{file.name}.new")
            fresh.write_text(notes.written(note))
            fresh.rename(file)
        except (DomainError, OSError) as refusal:
            raise CommandError(words_of(refusal)) from refusal
        self.stdout.write(notes.written(note), ending="")
