"""立案: what leaves the check for those who decide on a case (方案三(二)3)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from inspections.follow_up_status import CaseStatus
from inspections.models.follow_up import Rectification
from inspections.models.record import Inspection
from inspections.models.visit import Visit
from yangcheng_inspect.db import stamped, together

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User


class CaseQuerySet(models.QuerySet["CaseFiling"]):
    def visible_to(self, user: "User") -> "CaseQuerySet":
        return self.filter(visit__in=Visit.objects.visible_to(user).order_by().values("pk"))

    def untold(self) -> "CaseQuerySet":
        """A crime was found and 分管局领导 has not said that he knows."""
        return self.filter(crime=True, told_at__isnull=True)

    def holding(self) -> "CaseQuerySet":
        """Of a crime whose public text has not been released."""
        return self.filter(crime=True, released_at__isnull=True)

    def for_page(self) -> "CaseQuerySet":
        return self.select_related("visit__unit", "inspection__version__item", "rectification", "handed_by", "told_by")


class CaseFiling(models.Model):
    """立案: an act handed to those who decide on a case, and the reference they give back."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="cases", verbose_name="检查")
    inspection = models.OneToOneField(
        Inspection, models.PROTECT, null=True, blank=True, related_name="case", verbose_name="检查记录"
    )
    rectification = models.OneToOneField(
        Rectification, models.PROTECT, null=True, blank=True, related_name="case", verbose_name="责令改正"
    )
    crime = models.BooleanField("涉嫌犯罪", default=False)
    # The checklist ends where the crime was found.
    stopped = models.BooleanField("停止检查", default=False)
    act = models.CharField("涉嫌违法行为", max_length=300)
    receiver = models.CharField("承接单位", max_length=100)
    status = models.CharField("状态", max_length=10, choices=CaseStatus, default=CaseStatus.HANDED)
    handed_at = models.DateTimeField("移交时间")
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="移交人")
    due_at = models.DateTimeField("移交期限")
    told_at = models.DateTimeField("分管局领导知悉时间", null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="知悉人"
    )
    # 分管局领导 let the public text go out after all.
    released_at = models.DateTimeField("解除暂缓时间", null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="解除暂缓人"
    )
    release_reason = models.CharField("解除暂缓理由", max_length=300, blank=True)
    reference = models.CharField("案件编号", max_length=60, blank=True)
    decided_on = models.DateField("立案决定日期", null=True, blank=True)
    reason = models.CharField("不予立案理由", max_length=300, blank=True)
    decided_at = models.DateTimeField("决定登记时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定登记人"
    )
    outcome = models.CharField("办理结果", max_length=300, blank=True)
    closed_at = models.DateTimeField("办结登记时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结登记人"
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "立案"
        ordering = ["-handed_at", "-pk"]
        constraints = [
            together("told_at", "told_by"),
            together("released_at", "released_by"),
            together("decided_at", "decided_by"),
            together("closed_at", "closed_by"),
            stamped("status", [CaseStatus.FILED, CaseStatus.DECLINED, CaseStatus.CLOSED], "decided_at"),
            stamped("status", [CaseStatus.CLOSED], "closed_at"),
            models.CheckConstraint(
                condition=~Q(status__in=[CaseStatus.FILED, CaseStatus.CLOSED])
                | (~Q(reference="") & Q(decided_on__isnull=False)),
                name="inspections_casefiling_reference",
                violation_error_message="已立案的，须登记案件编号和立案日期。",
            ),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.DECLINED) | ~Q(reason=""),
                name="inspections_casefiling_reason",
                violation_error_message="不予立案的，须写明理由。",
            ),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.CLOSED) | ~Q(outcome=""),
                name="inspections_casefiling_outcome",
                violation_error_message="办结须写明办理结果。",
            ),
            models.CheckConstraint(
                condition=~Q(act="") & ~Q(receiver=""),
                name="inspections_casefiling_texts",
                violation_error_message="移交立案须写明涉嫌的违法行为和承接单位。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit.name} · {self.act}"

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.pk])
