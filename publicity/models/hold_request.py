"""暂缓公示申请: asked for with a ground, decided by 分管局领导. The clock runs on all the while."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from publicity.models.publication import Publication
from publicity.status import HoldStatus
from yangcheng_inspect.db import differs, stamped, together

OPEN = [HoldStatus.PENDING, HoldStatus.APPROVED]


class HoldRequestQuerySet(models.QuerySet["HoldRequest"]):
    def pending(self) -> "HoldRequestQuerySet":
        return self.filter(status=HoldStatus.PENDING)

    def for_page(self) -> "HoldRequestQuerySet":
        return self.select_related("publication__inspection__visit", "publication__unit", "asked_by")


class HoldRequest(models.Model):
    """One application; `OPEN` ones stand, and a publication has at most one of these."""

    class Ground(models.TextChoices):
        CRIME = "CRIME", "涉嫌犯罪，侦查需要"
        SAFETY = "SAFETY", "公开可能危害公共安全或者国家安全"
        OTHER = "OTHER", "其他依法不宜公开"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="hold_requests", verbose_name="公示")
    status = models.CharField("状态", max_length=10, choices=HoldStatus, default=HoldStatus.PENDING)
    ground = models.CharField("理由类别", max_length=10, choices=Ground)
    reason = models.CharField("具体理由", max_length=200)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    decision = models.CharField("不同意的理由", max_length=300, blank=True)
    released_at = models.DateTimeField("解除时间", null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="解除人"
    )
    release_reason = models.CharField("解除理由", max_length=300, blank=True)

    objects = HoldRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "暂缓公示申请"
        ordering = ["publication", "pk"]
        constraints = [
            together("decided_at", "decided_by"),
            together("released_at", "released_by"),
            stamped("status", [HoldStatus.APPROVED, HoldStatus.DECLINED, HoldStatus.RELEASED], "decided_at"),
            stamped("status", [HoldStatus.RELEASED], "released_at"),
            differs("asked_by", "decided_by", "not_by_oneself", "暂缓公示不能由申请人自己决定。"),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(status__in=OPEN),
                name="publicity_holdrequest_one_standing",
                violation_error_message="此件已有暂缓公示的申请。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication.number} 暂缓公示申请"

    @property
    def words(self) -> str:
        """What stands on the entry while it is held."""
        return f"{self.get_ground_display()}：{self.reason}"
