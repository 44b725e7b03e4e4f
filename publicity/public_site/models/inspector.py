"""检查人员公示: whose certificate stands, for whoever has one held before him (ux.md W7; security.md PB-3)."""

from typing import Self

from django.db import models


class PublicInspectorQuerySet(models.QuerySet["PublicInspector"]):
    def standing(self) -> Self:
        """Everybody who still holds a certificate; of the others nothing but the row's key is kept."""
        return self.exclude(cards=[])

    def holding(self, digest: str) -> Self:
        """Whoever holds exactly this certificate (`officer_schema.digest`)."""
        return self.filter(cards__contains=[{"sha256": digest}])


class PublicInspector(models.Model):
    """One officer: unit and certificates, `[{"sha256", "number?", "valid_from?", "valid_to"}]` (`officer_schema`).

    Name and number only where policy says so. No police number, no position, no telephone.
    Somebody who left keeps an empty row.
    """

    inspector_id = models.BigIntegerField("检查人员（内部）", unique=True, editable=False)
    unit = models.CharField("单位", max_length=50, blank=True)
    name = models.CharField("姓名", max_length=50, blank=True)
    cards = models.JSONField("执法证", default=list, blank=True)

    objects = PublicInspectorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开的检查人员"
        db_table = "public_inspector"
        ordering = ["unit", "name", "inspector_id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(cards=[]) | models.Q(unit="", name=""),
                name="public_inspector_gone_is_empty",
                violation_error_message="没有有效执法证的人员不得公开单位和姓名。",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.unit
