"""`export_static ROOT`: the whole public site as plain files, for a web server that runs no Python."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from publicity.public_site.copy import switch
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError, words_of


class Command(BaseCommand):
    """Run under `settings.public_copy`, inside or outside: it reads public tables and nothing else."""

    help = "把整个公示网站导出为静态文件，供不运行程序的网站服务器使用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("root", type=Path, help="网站服务器的根目录；是一个链接，导出完成后一次切换")

    def handle(self, *args: Any, root: Path, **options: Any) -> None:
        if settings.ROOT_URLCONF != "yangcheng_inspect.urls_public":
            raise CommandError("请以 yangcheng_inspect.settings.public_copy 配置运行（DJANGO_SETTINGS_MODULE）。")
        try:
            folder, files, missing = switch.renew(root.absolute(), urlsplit(settings.PUBLIC_URL).netloc, now())
        except (DomainError, OSError) as refusal:
            raise CommandError(words_of(refusal)) from refusal
        self.stdout.write(f"已导出 {files} 个文件到 {folder}，{root} 已切换。")
        for address in missing:
            self.stderr.write(f"网站上有指向 {address} 的链接，但没有这一页。副本里照样显示“没有这一页”。")
