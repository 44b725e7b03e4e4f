"""卷宗 and 查阅件: what leaves the system as a whole file, kept as made (行政处罚法第四十七条: 全过程记录归档)."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from inspections.choices import Applicant, ArchiveScope
from inspections.models.task import Task
from inspections.models.visit import Visit

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User


class ArchiveFileQuerySet(models.QuerySet["ArchiveFile"]):
    def visible_to(self, user: "User") -> Self:
        """A check's file to whoever sees the check; those of a task or a year to whoever sees all."""
        if user.has_perm("inspections.view_all"):
            return self
        return self.filter(visit__in=Visit.objects.visible_to(user).order_by().values("pk"))

    def for_page(self) -> Self:
        return self.select_related("visit", "task", "made_by")


class ArchiveFile(models.Model):
    """卷宗: one check, one task or one year, with 归档号, 保管期限, hashes and the state of the trail it rests on."""

    number = models.CharField("归档号", max_length=40, unique=True)
    scope = models.CharField("范围", max_length=10, choices=ArchiveScope)
    title = models.CharField("题名", max_length=300)
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="archives", verbose_name="检查"
    )
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="archives", verbose_name="抽查任务"
    )
    year = models.PositiveSmallIntegerField("年度")
    retention = models.CharField("保管期限", max_length=10)
    checks = models.PositiveIntegerField("检查户次", default=1)
    papers = models.PositiveIntegerField("文件数")
    pages = models.PositiveIntegerField("页数", default=0)
    pdf_sha256 = models.CharField("PDF 的 SHA-256", max_length=64, blank=True)  # only a single check has one
    zip_sha256 = models.CharField("压缩包的 SHA-256", max_length=64)
    zip_size = models.PositiveBigIntegerField("压缩包大小（字节）")
    trail_size = models.PositiveBigIntegerField("归档时的留痕记录数")
    trail_root = models.CharField("归档时的总校验码", max_length=64)
    made_at = models.DateTimeField("归档时间")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="归档人")

    objects = ArchiveFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "卷宗"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope=ArchiveScope.VISIT, visit__isnull=False, task__isnull=True)
                | Q(scope=ArchiveScope.TASK, visit__isnull=True, task__isnull=False)
                | Q(scope=ArchiveScope.YEAR, visit__isnull=True, task__isnull=True),
                name="inspections_archivefile_of_one",
                violation_error_message="卷宗的范围和对象不一致。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("archive_file", args=[self.pk])


class RecordCopyQuerySet(models.QuerySet["RecordCopy"]):
    def visible_to(self, user: "User") -> Self:
        if user.has_perm("inspections.view_all"):
            return self
        return self.filter(visit__in=Visit.objects.visible_to(user).order_by().values("pk"))


class RecordCopy(models.Model):
    """申请查阅检查记录 (行政许可法第六十一条): the copy without names of people that an applicant was given."""

    number = models.CharField("查阅件编号", max_length=60, unique=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="copies", verbose_name="检查")
    applicant_kind = models.CharField("申请人", max_length=10, choices=Applicant)
    applicant = models.CharField("申请人名称", max_length=100)
    basis = models.CharField("查阅依据", max_length=300)
    asked_on = models.DateField("申请日期")
    sha256 = models.CharField("文件 SHA-256", max_length=64)
    size = models.PositiveIntegerField("大小（字节）")
    made_at = models.DateTimeField("制作时间")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="制作人")

    objects = RecordCopyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "查阅件"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.number
