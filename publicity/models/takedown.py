"""撤下时限: the decision behind a published entry fell; three working days to take it down or put it right."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from publicity.grounds import DECIDED, Ground
from publicity.models.publication import Publication
from yangcheng_inspect.db import signed


class TakedownQuerySet(models.QuerySet["Takedown"]):
    def running(self) -> "TakedownQuerySet":
        return self.filter(settled_at__isnull=True)

    def overdue(self, day: date) -> "TakedownQuerySet":
        return self.running().filter(due_on__lt=day)


class Takedown(models.Model):
    """One clock. It stops when the entry is withdrawn or corrected (行政处罚法第四十八条)."""

    class Outcome(models.TextChoices):
        WITHDRAWN = "WITHDRAWN", "已撤下"
        CORRECTED = "CORRECTED", "已更正"
        ENDED = "ENDED", "公示期满"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="takedowns", verbose_name="公示")
    ground = models.CharField("依据", max_length=10, choices=[(one.value, one.label) for one in DECIDED])
    document = models.CharField("文书编号", max_length=100)
    # Day 0: the decision was revoked, changed or found unlawful.
    decided_on = models.DateField("决定撤销、变更或者确认违法的日期")
    days = models.PositiveSmallIntegerField("撤下期限（工作日）")
    due_on = models.DateField("撤下截止日期")
    provisional = models.BooleanField("截止日期暂定", default=False)
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    settled_at = models.DateTimeField("办结时间", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人"
    )
    outcome = models.CharField("办结方式", max_length=10, choices=Outcome, blank=True)

    objects = TakedownQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "撤下时限"
        ordering = ["due_on", "pk"]
        constraints = [
            signed("settled_at", "settled_by"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="publicity_takedown_settled",
                violation_error_message="办结时间与办结方式不一致。",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("decided_on")) & ~Q(document=""),
                name="publicity_takedown_clock",
                violation_error_message="须写明文书编号；撤下截止日期不能早于决定日期。",
            ),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(settled_at__isnull=True),
                name="publicity_takedown_one_running",
                violation_error_message="这条公示的撤下时限已在计算。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication.number} {Ground(self.ground).label}"
