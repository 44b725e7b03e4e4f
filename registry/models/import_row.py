"""One row of an import's stored preview."""

from typing import Self

from django.db import models
from django.db.models import UniqueConstraint

from registry.importing.labels import label
from registry.models.entity import MarketEntity
from registry.models.inspector import Inspector
from registry.models.item import InspectionItem
from registry.models.registry_import import RegistryImport
from registry.models.words import in_words


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def outcome(self, outcome: str) -> Self:
        return self.filter(outcome=outcome)

    def to_write(self) -> Self:
        return self.filter(outcome__in=[ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED])


class ImportRow(models.Model):
    """One row of the file, or one firm the file is silent about, and what becomes of it."""

    class Outcome(models.TextChoices):
        NEW = "NEW", "新增"
        CHANGED = "CHANGED", "变更"
        GONE = "GONE", "疑似注销"
        DUPLICATE = "DUPLICATE", "重复"
        ERROR = "ERROR", "错误"
        UNCHANGED = "UNCHANGED", "无变化"

    registry_import = models.ForeignKey(
        RegistryImport, on_delete=models.PROTECT, related_name="rows", verbose_name="名录导入"
    )
    # As Excel counts it, 1 at the top. Empty for 疑似注销: there is no row.
    row_no = models.PositiveIntegerField("行号", null=True, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome)
    key = models.CharField("标识", max_length=60, blank=True)
    name = models.CharField("名称", max_length=200, blank=True)
    # What the row states, field → text; fields the file leaves empty are absent.
    values = models.JSONField("内容", default=dict)
    # field → [old, new]
    changes = models.JSONField("变更", default=dict)
    # [{"column": "统一社会信用代码", "reason": "…"}]
    problems = models.JSONField("问题", default=list)
    warnings = models.JSONField("提示", default=list)
    entity = models.ForeignKey(
        MarketEntity, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="市场主体"
    )
    inspector = models.ForeignKey(
        Inspector, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="检查人员"
    )
    item = models.ForeignKey(
        InspectionItem, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="抽查事项"
    )
    # Whether it was written; a 疑似注销 only with a tick.
    applied = models.BooleanField("已写入", default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入行"
        ordering = ["registry_import", "row_no", "id"]
        indexes = [models.Index(fields=["registry_import", "outcome"], name="registry_import_row_outcome")]
        constraints = [
            UniqueConstraint(
                fields=["registry_import", "row_no"],
                name="registry_import_row_once",
                violation_error_message="同一行重复登记。",
            )
        ]

    def __str__(self) -> str:
        return f"第 {self.row_no} 行" if self.row_no else self.name

    @property
    def reasons(self) -> str:
        """Every problem in one line, each under its column."""
        return "；".join(f"“{problem['column']}”{problem['reason']}" for problem in self.problems)

    @property
    def hints(self) -> str:
        return "；".join(f"“{warning['column']}”{warning['reason']}" for warning in self.warnings)

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """(word, old, new) of what would change."""
        return [
            (label(field), in_words(field, old), in_words(field, new)) for field, (old, new) in self.changes.items()
        ]

    @property
    def target_id(self) -> int:
        """Whose row this is; a row with outcome 新增 has nobody before it is written."""
        target = self.entity_id or self.inspector_id or self.item_id
        if target is None:
            raise ValueError(f"{self} stands for nothing in the registry")
        return target
