"""名录来源: who sends a list, and the words its files use."""

from django.db import models
from django.db.models import UniqueConstraint

from registry.models.registry_kind import ListKind


class ImportSource(models.Model):
    """名录来源, such as 县市场监管局导出. What a person once corrected in the match of columns is kept here."""

    kind = models.CharField("名录", max_length=10, choices=ListKind)
    name = models.CharField("来源", max_length=60)
    # field → the header word that stands for it; "" says that the source has no such column
    words = models.JSONField("列对应", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "名录来源"
        ordering = ["kind", "name"]
        constraints = [
            UniqueConstraint(
                fields=["kind", "name"],
                name="registry_import_source_once",
                violation_error_message="这一来源已经登记。",
            )
        ]

    def __str__(self) -> str:
        return self.name
