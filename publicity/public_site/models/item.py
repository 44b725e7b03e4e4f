"""抽查事项清单 as the public reads it (方案三(一)3: 抽查依据、抽查主体、抽查内容、抽查方式 及时向社会公布)."""

from django.db import models
from django.db.models import UniqueConstraint


class PublicItem(models.Model):
    """One published version of an item. Which one is in force follows from the day alone (`public_site.items`).

    `bases` is `{"power": [...], "duty": [...], "penalty": [...]}`, `check_points` is `schema.ITEM`'s list of points.
    """

    version_id = models.BigIntegerField("版本（内部）", unique=True, editable=False)
    code = models.CharField("编号", max_length=10)
    version = models.PositiveSmallIntegerField("版本")
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
    trades = models.JSONField("监管行业", default=list, blank=True)
    responsible = models.CharField("责任单位", max_length=100, blank=True)
    handlings = models.JSONField("可采取的处理", default=list, blank=True)
    released_at = models.DateTimeField("公布时间", null=True, blank=True)
    suspended_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开的抽查事项"
        db_table = "public_item"
        ordering = ["code", "-version"]
        constraints = [
            UniqueConstraint(
                fields=["code", "version"], name="public_item_version", violation_error_message="该版本已经公开。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
