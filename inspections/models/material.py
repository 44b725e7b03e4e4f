"""书面、网络、远程检查: what the business handed in instead of a visit, and when it came."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.choices import Channel
from inspections.models.visit import Visit


class Material(models.Model):
    """One piece that was received, or seen on line. What was asked for and never came has no row."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="materials", verbose_name="检查")
    title = models.CharField("材料名称", max_length=200)
    channel = models.CharField("收到方式", max_length=10, choices=Channel)
    received_on = models.DateField("收到日期")
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    added_at = models.DateTimeField("登记时间")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "收到的材料"
        ordering = ["visit", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="inspections_material_title",
                violation_error_message="请填写材料名称。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
