"""How far the reading of a file has come: what a waiting page shows."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Now

from registry.models.registry_import import RegistryImport

SILENT_SECONDS = 60
"""A reader says every second that it lives, once a busy machine has let it start. After this long it is dead."""


class ImportProgressQuerySet(models.QuerySet["ImportProgress"]):
    def silent(self) -> Self:
        """Nothing heard for a while. Measured by the database's clock: reader and page may run on two machines."""
        return self.filter(updated_at__lt=Now() - timedelta(seconds=SILENT_SECONDS))


class ImportProgress(models.Model):
    """Working memory of an import until it is confirmed; says nothing afterwards, hence not guarded by the trail."""

    class Phase(models.TextChoices):
        READING = "READING", "已读"
        COMPARING = "COMPARING", "已核对"
        SAVING = "SAVING", "已存入预览"

    registry_import = models.OneToOneField(
        RegistryImport, on_delete=models.PROTECT, related_name="progress", verbose_name="名录导入"
    )
    # Counts the readers that were started: one that was given up for dead must not write when it wakes.
    run = models.PositiveIntegerField("第几次解析", default=0)
    phase = models.CharField("阶段", max_length=10, choices=Phase, default=Phase.READING)
    rows_read = models.PositiveIntegerField("已读行数", default=0)
    rows_total = models.PositiveIntegerField("总行数", default=0)
    updated_at = models.DateTimeField("更新时间")
    # The first rows of the file, [row number, [cell, …]], from which a person matches the columns.
    head = models.JSONField("文件开头", default=list, blank=True)
    # 疑似注销 ticked so far: ids of rows of the preview.
    ticked = models.JSONField("已勾选", default=list, blank=True)

    objects = ImportProgressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入进度"
        ordering = ["registry_import"]

    def __str__(self) -> str:
        return f"{self.get_phase_display()} {self.rows_read:,} / {self.rows_total:,} 行"
