"""抽查事项清单 as the public reads it (方案三(一)3: 抽查依据、抽查主体、抽查内容、抽查方式 及时向社会公布)."""

from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint


class PublicItemQuerySet(models.QuerySet["PublicItem"]):
    def current(self) -> Self:
        return self.filter(current=True)


class PublicItem(models.Model):
    """One approved version of an item; one version of each item is current.

    `bases` is `{"power": [...], "duty": [...], "penalty": [...]}`, `check_points` is `[{"prompt": …, "basis": …}]`.
    """

    version_id = models.BigIntegerField("版本（内部）", unique=True, editable=False)
    code = models.CharField("编号", max_length=10)
    version = models.PositiveSmallIntegerField("版本")
    current = models.BooleanField("现行", default=True)
    title = models.CharField("抽查事项", max_length=100)
    category = models.CharField("抽查类别", max_length=50, blank=True)
    kind = models.CharField("事项类别", max_length=20)
    authority = models.CharField("检查主体", max_length=100)
    target = models.CharField("检查对象", max_length=300, blank=True)
    content = models.TextField("抽查内容")
    method = models.CharField("抽查方式", max_length=100)
    bases = models.JSONField("依据", default=dict)
    ratio_text = models.CharField("抽查比例", max_length=200, blank=True)
    cap_text = models.CharField("频次上限", max_length=200, blank=True)
    check_points = models.JSONField("检查要点", default=list)
    effective_on = models.DateField("生效日期")
    approved_on = models.DateField("批准日期")

    objects = PublicItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开的抽查事项"
        db_table = "public_item"
        ordering = ["code", "-version"]
        constraints = [
            UniqueConstraint(
                fields=["code", "version"], name="public_item_version", violation_error_message="该版本已经公开。"
            ),
            UniqueConstraint(
                fields=["code"],
                condition=Q(current=True),
                name="public_item_one_current",
                violation_error_message="同一事项只能有一个现行版本。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
