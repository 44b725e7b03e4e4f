"""`import_inbox FILE`: takes in what the public sent, out of a signed file from the public machine."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from publicity.public_site import transfer_file
from publicity.services import inbox_bundles
from yangcheng_inspect.errors import DomainError


class Command(BaseCommand):
    """Two networks; on one `fetch_inbox` does the same without a file."""

    help = "导入公示网站带回的来信传输包。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", help="来信传输包；多个的按文件名先后逐个导入")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        try:
            keys = transfer_file.keys(settings.TRANSFER_KEYS, "inbox")
            for path in sorted(files):
                bundle = inbox_bundles.take(transfer_file.read(path), keys=keys)
                self.stdout.write(f"{bundle}已导入：来信 {bundle.letters} 件。")
                for sentence in bundle.refused:
                    self.stderr.write(f"没有收下：{sentence}")
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
