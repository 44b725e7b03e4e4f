"""The trades the police supervise; a trade ties firms to items."""

from django.db import models


class Industry(models.Model):
    """监管行业. Firms without one stay in the registry but never enter a pool."""

    name = models.CharField("名称", max_length=30, unique=True)
    # 方案三(二)1: firms of a trade that touches life and property are drawn more often.
    special = models.BooleanField("特殊行业", default=False)
    # Words of a business scope that suggest this trade. One per element; edited by the office.
    scope_words = models.JSONField("经营范围用词", default=list, blank=True)
    aliases = models.JSONField("其他叫法", default=list, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "监管行业"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name
