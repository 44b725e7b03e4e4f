"""文书: what was issued is what is kept, byte for byte; how it was served, and how often it was printed."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from inspections.choices import PaperKind, ServiceWay
from inspections.models.task import Task
from inspections.models.visit import Visit

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: "User") -> Self:
        """Papers of a visit to whoever sees the visit, papers of a task to whoever sees all."""
        if user.has_perm("inspections.view_all"):
            return self
        return self.filter(visit__in=Visit.objects.visible_to(user).order_by().values("pk"))

    def standing(self) -> Self:
        """Without those that a later one replaced."""
        return self.filter(replaced_by__isnull=True)

    def for_page(self) -> Self:
        return self.select_related("visit", "task", "made_by").prefetch_related("deliveries")


class Document(models.Model):
    """An issued paper: numbered once, its PDF kept under its hash, never changed (行政检查文书基本格式, 一案一档)."""

    kind = models.CharField("文书种类", max_length=12, choices=PaperKind)
    number = models.CharField("文号", max_length=60)
    source = models.CharField("所依记录", max_length=140)  # `visit/12`, as the trail names it
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="检查"
    )
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="抽查任务"
    )
    code = models.CharField("校验码", max_length=64)  # of what stands on the paper; its foot shows the first 16 digits
    sha256 = models.CharField("文件 SHA-256", max_length=64)
    size = models.PositiveIntegerField("大小（字节）")
    pages = models.PositiveSmallIntegerField("页数")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="代替"
    )
    reason = models.CharField("重新印发的理由", max_length=300, blank=True)
    made_at = models.DateTimeField("印发时间")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="印发人")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source"],
                condition=Q(replaces__isnull=True),
                name="inspections_document_once",
                violation_error_message="这份文书已经印发。需要改动的，请写明理由重新印发。",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(reason=""),
                name="inspections_document_again_has_reason",
                violation_error_message="重新印发的，须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])

    @property
    def served(self) -> "Delivery | None":
        """The last service, or None."""
        return next(iter(self.deliveries.all()), None)


class Delivery(models.Model):
    """送达: how, when and to whom an issued paper was served (程序规定第三十六条)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries", verbose_name="文书")
    way = models.CharField("送达方式", max_length=10, choices=ServiceWay)
    served_at = models.DateTimeField("送达时间")
    place = models.CharField("送达地点", max_length=200)
    receiver = models.CharField("收件人", max_length=50, blank=True)
    relation = models.CharField("与受送达人的关系", max_length=50, blank=True)
    servers = models.CharField("送达人", max_length=100)
    refusal = models.CharField("拒收事由", max_length=300, blank=True)
    witness = models.CharField("见证人", max_length=50, blank=True)
    recorder_no = models.CharField("录音录像编号", max_length=60, blank=True)
    note = models.CharField("备注", max_length=300, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "送达"
        ordering = ["document", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(way=ServiceWay.LEFT) | (~Q(refusal="") & (~Q(witness="") | ~Q(recorder_no=""))),
                name="inspections_delivery_left",
                violation_error_message="留置送达须写明拒收事由，并有见证人或录音录像。",
            ),
            models.CheckConstraint(
                condition=~Q(way__in=[ServiceWay.DIRECT, ServiceWay.SUBSTITUTE]) | ~Q(receiver=""),
                name="inspections_delivery_receiver",
                violation_error_message="直接送达和代收须写明收件人。",
            ),
            models.CheckConstraint(
                condition=~Q(way=ServiceWay.SUBSTITUTE) | ~Q(relation=""),
                name="inspections_delivery_relation",
                violation_error_message="由他人代收的，须写明与受送达人的关系。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.receiver}".strip()


class PaperPrint(models.Model):
    """第 n 次打印 of one paper: who printed it, when, as a draft or as issued."""

    kind = models.CharField("文书种类", max_length=12, choices=PaperKind)
    source = models.CharField("所依记录", max_length=140)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="prints", verbose_name="文书"
    )
    seq = models.PositiveIntegerField("第几次打印")
    code = models.CharField("校验码", max_length=64)
    draft = models.BooleanField("草稿", default=False)
    printed_at = models.DateTimeField("打印时间")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="打印人")

    class Meta:
        verbose_name = verbose_name_plural = "文书打印"
        ordering = ["kind", "source", "seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "seq"],
                name="inspections_paperprint_once",
                violation_error_message="这一次打印已经登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}第 {self.seq} 次打印"
