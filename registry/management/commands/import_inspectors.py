from registry.management.importing import ImportCommand
from registry.models import RegistryImport


class Command(ImportCommand):
    """导入检查人员名录."""

    help = "导入检查人员名录（法制办导出），打印六类行数和每一个错误行。"
    kind = RegistryImport.Kind.INSPECTORS
