"""频次例外: leave to inspect a firm more often in a year than its items allow (国办发〔2024〕54号)."""

from collections import Counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from inspections.status import CapStatus
from registry.models import MarketEntity
from yangcheng_inspect.db import differs, stamped, together

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User

DECIDED = [CapStatus.APPROVED, CapStatus.DECLINED]


class CapExceptionQuerySet(models.QuerySet["CapException"]):
    def approved(self, year: int) -> "CapExceptionQuerySet":
        return self.filter(status=CapStatus.APPROVED, year=year).order_by("decided_at", "pk")

    def pending(self) -> "CapExceptionQuerySet":
        return self.filter(status=CapStatus.PENDING).order_by("proposed_at", "pk")

    def granted(self, year: int) -> Counter[int]:
        """Visits approved above the cap, by firm; those of a merged row count for the firm that stays."""
        found: Counter[int] = Counter()
        rows = self.approved(year).order_by().annotate(firm=Coalesce("entity__merged_into", "entity"))
        for firm, extra in rows.values_list("firm", "extra"):
            found[firm] += extra
        return found

    def visible_to(self, user: "User") -> "CapExceptionQuerySet":
        """Those about firms this person sees, and his own."""
        firms = MarketEntity.objects.visible_to(user).values("pk")
        return self.filter(Q(entity__in=firms) | Q(proposed_by=user))

    def for_page(self) -> "CapExceptionQuerySet":
        return self.select_related("entity", "proposed_by", "decided_by")


class CapException(models.Model):
    """So many visits more for one firm in one year: asked by the office or a unit, approved by 分管局领导."""

    entity = models.ForeignKey(MarketEntity, models.PROTECT, related_name="cap_exceptions", verbose_name="检查对象")
    year = models.PositiveSmallIntegerField("年度")
    extra = models.PositiveSmallIntegerField("增加次数")
    reason = models.CharField("理由", max_length=300)
    evidence = models.CharField("依据", max_length=300)
    status = models.CharField("状态", max_length=10, choices=CapStatus, default=CapStatus.PENDING)
    proposed_at = models.DateTimeField("申请时间")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人"
    )
    decision = models.CharField("审批意见", max_length=300, blank=True)

    objects = CapExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查频次例外"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            together("decided_at", "decided_by"),
            stamped("status", DECIDED, "decided_at"),
            differs("proposed_by", "decided_by", "two_hands", "频次例外不得由申请人本人批准。"),
            models.CheckConstraint(
                condition=Q(extra__gte=1, extra__lte=9),
                name="inspections_capexception_extra",
                violation_error_message="增加次数须在 1 至 9 次之间。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CapStatus.values),
                name="inspections_capexception_status",
                violation_error_message="频次例外的状态不在规定范围内。",
            ),
            models.UniqueConstraint(
                fields=["entity", "year"],
                condition=Q(status=CapStatus.PENDING),
                name="inspections_capexception_one_pending",
                violation_error_message="这家已有一份待审批的频次例外申请，请等批准后再申请。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity.name} {self.year} 年增加 {self.extra} 次"

    def get_absolute_url(self) -> str:
        return reverse("cap_exception", args=[self.pk])
