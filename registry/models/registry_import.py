"""名录导入: one uploaded file from upload to confirmation, with its preview stored row by row."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from registry.models.import_source import ImportSource
from registry.models.registry_kind import ListKind
from registry.status import ImportStatus
from yangcheng_inspect.db import signed, stamped


class RegistryImport(models.Model):
    """名录导入."""

    Kind = ListKind

    class Scope(models.TextChoices):
        FULL = "FULL", "全量名录"
        CHANGES = "CHANGES", "变更名单"

    kind = models.CharField("名录", max_length=10, choices=ListKind)
    # Only a full list can say by silence that somebody is gone.
    scope = models.CharField("范围", max_length=10, choices=Scope)
    status = models.CharField("状态", max_length=10, choices=ImportStatus, default=ImportStatus.READING)
    file = models.FileField("文件", upload_to="imports/")
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件 SHA-256", max_length=64)
    params_file = models.FileField("事项参数文件", upload_to="imports/", blank=True)
    as_of = models.DateField("数据日期", null=True, blank=True)
    source = models.ForeignKey(
        ImportSource, on_delete=models.PROTECT, related_name="imports", null=True, blank=True, verbose_name="来源"
    )
    source_note = models.CharField("来源说明", max_length=200, blank=True)
    # header_row; places: field → column from 0; words: field → header word; unused: header words not imported;
    # declared: how many records the title promises. Empty until the columns are matched.
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
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="撤销人",
    )
    undo_reason = models.CharField("撤销理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "名录导入"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            stamped("status", ["CONFIRMED", "UNDONE"], "confirmed_at"),
            stamped("status", ["UNDONE"], "undone_at"),
            signed("undone_at", "undone_by"),
            stamped("status", ["READY", "CONFIRMED", "UNDONE"], "as_of"),
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
    def shortfall(self) -> str:
        """A sentence when the title promises another number of records than the file holds; a cut-off whole list
        would make firms look deregistered."""
        declared = self.columns.get("declared")
        found = self.rows.filter(row_no__isnull=False).count()
        if declared is None or declared == found:
            return ""
        return f"文件标题写明共 {declared} 条，实际读到 {found} 条。请核对文件是否完整。"

    @property
    def notes(self) -> list[str]:
        """What the reader found out about the file as a whole: hidden rows, other sheets, an old format."""
        return list(self.columns.get("notes", []))

    @property
    def uploader(self) -> str:
        return self.uploaded_by.name if self.uploaded_by else "系统"

    @property
    def confirmer(self) -> str:
        return self.confirmed_by.name if self.confirmed_by else "系统"

    @property
    def undoer(self) -> str:
        return self.undone_by.name if self.undone_by else "系统"
