"""名录导入: one uploaded file from upload to confirmation, with its preview stored row by row."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from registry.importing.labels import label
from registry.models.entity import MarketEntity
from registry.models.inspector import Inspector
from registry.models.item import InspectionItem
from registry.models.words import in_words
from registry.status import ImportStatus
from yangcheng_inspect.db import stamped


class RegistryImport(models.Model):
    """名录导入."""

    class Kind(models.TextChoices):
        ENTITIES = "ENTITIES", "市场主体"
        INSPECTORS = "INSPECTORS", "检查人员"
        ITEMS = "ITEMS", "抽查事项"

    class Scope(models.TextChoices):
        FULL = "FULL", "全量名录"
        CHANGES = "CHANGES", "变更名单"

    kind = models.CharField("名录", max_length=10, choices=Kind)
    # Only a full list can say by silence that somebody is gone.
    scope = models.CharField("范围", max_length=10, choices=Scope)
    status = models.CharField("状态", max_length=10, choices=ImportStatus, default=ImportStatus.READING)
    file = models.FileField("文件", upload_to="imports/")
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件 SHA-256", max_length=64)
    params_file = models.FileField("事项参数文件", upload_to="imports/", blank=True)
    as_of = models.DateField("数据日期", null=True, blank=True)
    source_note = models.CharField("来源说明", max_length=200, blank=True)
    columns = models.JSONField("识别的列", default=dict, blank=True)
    refusal = models.CharField("无法读取的原因", max_length=300, blank=True)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="上传人",
    )
    # Empty beside a stamp: a command on the server confirmed it, not a login.
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="确认人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "名录导入"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            stamped("status", ["CONFIRMED"], "confirmed_at"),
            stamped("status", ["READY", "CONFIRMED"], "as_of"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="registry_import_confirmed_by",
                violation_error_message="办理时间和办理人须同时登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}导入 {self.file_name}"

    def get_absolute_url(self) -> str:
        return reverse("admin:registry_registryimport_change", args=[self.pk])

    @property
    def uploader(self) -> str:
        return self.uploaded_by.name if self.uploaded_by else "系统"

    @property
    def confirmer(self) -> str:
        return self.confirmed_by.name if self.confirmed_by else "系统"


class ImportProgress(models.Model):
    """How far a file has been read; worthless afterwards, hence not guarded by the trail."""

    registry_import = models.OneToOneField(
        RegistryImport, on_delete=models.PROTECT, related_name="progress", verbose_name="名录导入"
    )
    rows_read = models.PositiveIntegerField("已读行数", default=0)
    rows_total = models.PositiveIntegerField("总行数", default=0)
    updated_at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = verbose_name_plural = "导入进度"
        ordering = ["registry_import"]

    def __str__(self) -> str:
        return f"已读 {self.rows_read} / {self.rows_total} 行"


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
