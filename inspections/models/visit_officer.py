"""检查人员 of one visit, with the certificate as it stood (行政处罚法42、55)."""

from django.db import models
from django.db.models import Q

from inspections.models.visit import Visit
from registry.models import Inspector


class VisitOfficer(models.Model):
    """An officer of the team, with the certificate as it stood; his own login checks in and signs."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="officers", verbose_name="检查")
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="visits", verbose_name="检查人员")
    leads = models.BooleanField("主办", default=False)
    certificate = models.CharField("执法证号", max_length=40)
    # Unit and certificate as they stood: set when the visit is made, anew on arrival, never after.
    unit_name = models.CharField("单位", max_length=100, blank=True)
    # 签收: the officer has read the assignment and declares no ground for recusal.
    accepted_at = models.DateTimeField("签收时间", null=True, blank=True)
    arrived_at = models.DateTimeField("到场亮证时间", null=True, blank=True)
    # What the phone's own clock said when he checked in without a network; `arrived_at` is when the server knew.
    arrived_said_at = models.DateTimeField("手机记下的到场时间", null=True, blank=True)
    signed_at = models.DateTimeField("签名时间", null=True, blank=True)
    signed_hash = models.CharField("所签内容的校验码", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检查人员"
        ordering = ["visit", "-leads", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "inspector"],
                name="inspections_visitofficer_once",
                violation_error_message="同一人在一个检查组中只能出现一次。",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(leads=True),
                name="inspections_visitofficer_one_lead",
                violation_error_message="每个检查组只有一名主办民警。",
            ),
        ]

    def __str__(self) -> str:
        return self.inspector.name

    @property
    def unit(self) -> str:
        """The unit at the time; of a visit older than the column, the unit of today."""
        return self.unit_name or self.inspector.unit.name
