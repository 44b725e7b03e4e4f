"""公示的各个版本: what a published entry said before it was brought up to date or corrected. Nothing shown is lost."""

from django.conf import settings
from django.db import models

from publicity.models.publication import Publication


class Amendment(models.Model):
    """The version that was shown until `amended_at`, with its hash and why another took its place."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="amendments", verbose_name="公示")
    was_record = models.JSONField("原公示内容")
    was_hash = models.CharField("原公示内容校验码", max_length=64)
    reason = models.CharField("更新理由", max_length=300)
    # What it said must not be read any more: 不应公示.
    hidden = models.BooleanField("不再公开", default=False)
    amended_at = models.DateTimeField("更新时间")
    amended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="办理人")

    class Meta:
        verbose_name = verbose_name_plural = "公示更新"
        ordering = ["publication", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(was_hash=""),
                name="publicity_amendment_reason",
                violation_error_message="更新公示须写明理由，并保存原公示内容的校验码。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} · {self.reason}"
