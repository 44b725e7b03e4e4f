"""名录导入: upload, match of columns, progress, preview with its decision, rows that were refused, taking back."""

from registry.admin.imports.site import RegistryImportAdmin

__all__ = ["RegistryImportAdmin"]
