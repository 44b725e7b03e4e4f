from argparse import ArgumentParser
from pathlib import Path

from registry.management.importing import ImportCommand
from registry.models import RegistryImport


class Command(ImportCommand):
    """导入抽查事项清单."""

    help = "导入抽查事项清单，打印六类行数和每一个错误行。内容为草稿，须经分管局领导批准。"
    kind = RegistryImport.Kind.ITEMS

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--params", type=Path, help="事项参数文件：监管行业、比例、上限、是否启用等")
