"""投诉举报, one by one (方案三(二)1): many of them within some months raise a flag."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from registry.models.entity import MarketEntity
from yangcheng_inspect.db import stamped, together


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def counting(self, after: date, until: date, *, with_open: bool) -> Self:
        """Received after one day and up to another; found true, or still open where those count too."""
        found = [*Complaint.TRUE, Complaint.Outcome.OPEN] if with_open else Complaint.TRUE
        return self.filter(received_on__gt=after, received_on__lte=until, outcome__in=found, withdrawn_at__isnull=True)

    def for_page(self) -> Self:
        return self.select_related("entity", "registered_by", "settled_by", "withdrawn_by")


class Complaint(models.Model):
    """One complaint about one firm. Who complained is not kept here. Never deleted: a wrong one is withdrawn."""

    class Channel(models.TextChoices):
        PHONE = "PHONE", "来电"
        LETTER = "LETTER", "来信"
        ONLINE = "ONLINE", "网上"
        REFERRED = "REFERRED", "转办"
        OTHER = "OTHER", "其他"

    class Outcome(models.TextChoices):
        OPEN = "OPEN", "处理中"
        TRUE = "TRUE", "属实"
        PARTLY = "PARTLY", "部分属实"
        UNTRUE = "UNTRUE", "不属实"

    TRUE = (Outcome.TRUE, Outcome.PARTLY)

    entity = models.ForeignKey(
        MarketEntity, on_delete=models.PROTECT, related_name="complaints", verbose_name="市场主体"
    )
    received_on = models.DateField("收到日期")
    channel = models.CharField("来源", max_length=10, choices=Channel)
    reference = models.CharField("受理编号", max_length=40, blank=True)
    content = models.CharField(
        "反映内容", max_length=500, help_text="只写反映的问题。不得写投诉人的姓名、电话、住址、身份证号码。"
    )
    outcome = models.CharField("核查结果", max_length=10, choices=Outcome, default=Outcome.OPEN)
    outcome_note = models.CharField("核查说明", max_length=300, blank=True)
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="登记人",
    )
    settled_at = models.DateTimeField("办结时间", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="办结人",
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="撤销人",
    )
    withdraw_reason = models.CharField("撤销理由", max_length=300, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投诉举报"
        ordering = ["-received_on", "-id"]
        indexes = [models.Index(fields=["entity", "received_on"], name="registry_complaint_received")]
        constraints = [
            together("settled_at", "settled_by"),
            together("withdrawn_at", "withdrawn_by"),
            stamped("outcome", ["TRUE", "PARTLY", "UNTRUE"], "settled_at"),
            CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdraw_reason=""),
                name="registry_complaint_withdrawn_why",
                violation_error_message="撤销投诉举报须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on} {self.get_channel_display()}"

    @property
    def registrar(self) -> str:
        return self.registered_by.name if self.registered_by else "系统"

    @property
    def in_words(self) -> str:
        """2026-09-03 来电（属实）"""
        return f"{self}（{self.get_outcome_display()}）"
