"""`export_inbox DIR --key KEY`: writes the letters that have come since the last time into one signed file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from publicity.public_site import inbox_export, transfer_file
from yangcheng_inspect.errors import DomainError, words_of
from yangcheng_inspect.trail import signing


class Command(BaseCommand):
    """Run on the public machine under `settings.public_loader`: the website's own roles cannot read the inbox."""

    help = "在公示网站的机器上导出来信，签名、编号、前后相接。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="存放来信传输包的文件夹")
        parser.add_argument("--key", type=Path, required=True, help="来信签名密钥文件（transfer_key 生成，权限 0400）")

    def handle(self, *args: Any, folder: Path, key: Path, **options: Any) -> None:
        if not settings.TAKES_BUNDLES:
            raise CommandError("本机不导出来信。请在公示网站的机器上以 public_loader 配置运行。")
        try:
            signer, some = signing.read_key(key), False
            while path := self._one(folder, signer):
                some = True
                self.stdout.write(path)
        except (DomainError, OSError) as refusal:
            raise CommandError(words_of(refusal)) from refusal
        if not some:
            self.stdout.write("没有新的来信，不需要导出。")

    def _one(self, folder: Path, signer: signing.Signer) -> str:
        """What was exported; empty when no letter is left. File and row stand together."""
        with transaction.atomic():
            made = inbox_export.export(signer=signer)
            if made is None:
                return ""
            path = transfer_file.put(folder, f"inbox-{made[0].no:06d}.ssj", made[1])
        return f"已导出 {path}：来信 {len(made[0].letters)} 件。请带回内网导入。"
