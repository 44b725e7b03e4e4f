"""原公示内容: what a result said before it was corrected or brought up to date, at an address that stays."""

from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q


class PublicVersionQuerySet(models.QuerySet["PublicVersion"]):
    def readable(self) -> Self:
        return self.exclude(record={})


class PublicVersion(models.Model):
    """Version 1 is what was published first. An empty `record` was withdrawn: the hash alone remains."""

    publication_id = models.BigIntegerField("公示编号（内部）", editable=False)
    number = models.CharField("公示编号", max_length=40)
    version = models.PositiveSmallIntegerField("版本")
    shown_until = models.DateField("公示至")
    record = models.JSONField("公示内容", default=dict)
    record_hash = models.CharField("内容校验码", max_length=64)

    objects = PublicVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "原公示内容"
        db_table = "public_version"
        ordering = ["number", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication_id", "version"],
                name="public_version_once",
                violation_error_message="这个版本已经公开。",
            ),
            CheckConstraint(
                condition=Q(version__gte=1) & ~Q(record_hash=""),
                name="public_version_numbered",
                violation_error_message="版本从 1 起编号，并保存内容校验码。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} 第 {self.version} 版"
