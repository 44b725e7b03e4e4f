"""`export_draw TASK DIR`: writes the bundle of an opened draw and its parts as files, with verify_draw.py."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inspections.services import proofs
from yangcheng_inspect.errors import DomainError


class Command(BaseCommand):
    """Everything an outsider needs to check a draw on another machine."""

    help = "导出一个任务的抽取证据包和核验程序。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", help="任务编号（18 位）或者抽取编号")
        parser.add_argument("folder", type=Path, help="写入的文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        draws = proofs.named(options["task"])
        if not draws:
            raise CommandError(f"没有找到“{options['task']}”的抽取。请填写任务编号或者抽取编号。")
        try:
            for draw in draws:
                for path in proofs.export(draw, options["folder"]):
                    self.stdout.write(str(path))
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
