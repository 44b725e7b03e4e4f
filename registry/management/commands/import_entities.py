from registry.management.importing import ImportCommand
from registry.models import RegistryImport


class Command(ImportCommand):
    """导入市场主体名录."""

    help = "导入市场主体名录（市场监管局导出），打印六类行数和每一个错误行。"
    kind = RegistryImport.Kind.ENTITIES
