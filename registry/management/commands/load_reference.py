from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.sample import DIRECTORY
from registry.services import reference, risk_matrices
from yangcheng_inspect.errors import DomainError


class Command(BaseCommand):
    """装入单位、乡镇、监管行业, and the system's suggestion as the first draft of a risk matrix."""

    help = "装入单位、乡镇、监管行业和风险矩阵的起始草稿；已有的不变。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=DIRECTORY, help="缺省为随系统提供的样例")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = reference.load(directory=options["directory"], by=None)
        except DomainError as error:
            raise CommandError(str(error)) from error
        added["风险矩阵草稿"] = int(risk_matrices.load_first(by=None) is not None)
        self.stdout.write(" · ".join(f"{word}新增 {count}" for word, count in added.items()))
