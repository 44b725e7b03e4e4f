"""What this machine took in from inside, and what it sent there. Rows are added, never changed."""

from django.db import models


class PublicImport(models.Model):
    """更新批次: one file that passed every check, with what its receipt says."""

    no = models.PositiveIntegerField("传输包编号", unique=True)
    sha256 = models.CharField("文件校验码", max_length=64, unique=True)
    origin = models.CharField("日志名称", max_length=200)
    size = models.BigIntegerField("留痕记录数")
    root = models.CharField("总校验码", max_length=64)
    counts = models.JSONField("各类条数", default=dict)
    made_at = models.DateTimeField("制作时间")
    imported_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = verbose_name_plural = "更新批次"
        db_table = "public_import"
        ordering = ["-no"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"第 {self.no} 号"


class InboxExport(models.Model):
    """来信传输包: the letters up to and with it were written into this file."""

    no = models.PositiveIntegerField("来信传输包编号", unique=True)
    sha256 = models.CharField("文件校验码", max_length=64, unique=True)
    letters = models.JSONField("来信编号", default=list)
    made_at = models.DateTimeField("制作时间")

    class Meta:
        verbose_name = verbose_name_plural = "来信传输包（外网）"
        db_table = "transfer_inbox_export"
        ordering = ["-no"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"第 {self.no} 号"
