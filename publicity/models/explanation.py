"""逾期说明: why a result was not public in time. A line is never changed; another may be added."""

from django.conf import settings
from django.db import models

from publicity.models.publication import Publication


class Explanation(models.Model):
    """What the responsible unit says to a term that has passed (方案三(二)4; 谁检查谁录入谁公开)."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="explanations", verbose_name="公示")
    reason = models.CharField("逾期说明", max_length=500)
    explained_at = models.DateTimeField("填写时间")
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填写人")

    class Meta:
        verbose_name = verbose_name_plural = "逾期说明"
        ordering = ["publication", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="publicity_explanation_given",
                violation_error_message="请写明逾期的原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
