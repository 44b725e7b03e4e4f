"""The pool of one draw as it was frozen, row by row; append-only."""

from django.db import models

from inspections.models.draw import Draw
from registry.models import Inspector, MarketEntity


class PoolEntity(models.Model):
    """检查对象 as it stood when the pool was frozen; append-only."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="pool", verbose_name="抽取")
    entity = models.ForeignKey(MarketEntity, models.PROTECT, related_name="+", verbose_name="检查对象")
    code = models.CharField("名录代码", max_length=32)
    # Given to the firm with its line and path, so that it can check the pool root before names are public.
    salt = models.CharField("随机盐", max_length=32)
    name = models.CharField("名称", max_length=200)
    address = models.CharField("地址", max_length=300, blank=True)
    town = models.CharField("乡镇", max_length=20, blank=True)
    stratum = models.CharField("分层", max_length=4)
    weight = models.PositiveSmallIntegerField("权重")
    checked = models.PositiveSmallIntegerField("本年已查")
    standing = models.CharField("名录状态", max_length=2)
    reason = models.CharField("不参加抽取的原因", max_length=100, blank=True)
    # By the matrix in force that day: C 类 ×2（第 1 版风险矩阵）；投诉举报多. Empty for an ordinary firm.
    why = models.CharField("分层和签数的原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "封存对象"
        ordering = ["draw", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "code"],
                name="inspections_poolentity_once",
                violation_error_message="同一对象在一次抽取中只能出现一次。",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PoolInspector(models.Model):
    """检查人员 as he stood when the pool was frozen, under his code J001 …; append-only."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="inspectors", verbose_name="抽取")
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="+", verbose_name="检查人员")
    code = models.CharField("抽取代码", max_length=4)
    name = models.CharField("姓名", max_length=30)
    unit_name = models.CharField("单位", max_length=100, blank=True)
    certificate = models.CharField("执法证号", max_length=40)
    leads = models.BooleanField("可主办")
    load = models.PositiveSmallIntegerField("在办户数")

    class Meta:
        verbose_name = verbose_name_plural = "封存人员"
        ordering = ["draw", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "code"],
                name="inspections_poolinspector_once",
                violation_error_message="同一人员在一次抽取中只能出现一次。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> str:
        """The unit when the pool was frozen; of a draw older than the column, the unit of today."""
        return self.unit_name or self.inspector.unit.name
