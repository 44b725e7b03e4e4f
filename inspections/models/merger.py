"""合并检查: two visits of one firm become one arrival, or somebody says why not (decisions, Structure 5)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspections.models.visit import Visit


class Merger(models.Model):
    """What was decided about two visits. Each keeps its own draw, team and records; `Visit.joins` carries the link."""

    first = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name="先抽中的检查")
    second = models.ForeignKey(Visit, models.PROTECT, related_name="mergers", verbose_name="并入的检查")
    accepted = models.BooleanField("合并")
    reason = models.CharField("理由", max_length=300, blank=True)
    decided_at = models.DateTimeField("决定时间")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="决定人")

    class Meta:
        verbose_name = verbose_name_plural = "合并检查"
        ordering = ["second", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="inspections_merger_once",
                violation_error_message="这两次检查是否合并已经决定。",
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="inspections_merger_two",
                violation_error_message="一次检查不能与自身合并。",
            ),
            models.CheckConstraint(
                condition=Q(accepted=True) | ~Q(reason=""),
                name="inspections_merger_reason",
                violation_error_message="不合并的，须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} + {self.second_id}"
