"""年度抽查计划: what will be checked in a year, decided before anybody knows whom."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from inspections.choices import DrawMode
from inspections.status import PlanStatus
from registry.models import InspectionItem, RiskMatrix, Unit
from yangcheng_inspect.db import differs, stamped, together


class Plan(models.Model):
    """The plan of one year (方案三(二)1). Its number has 14 digits: 140522, year, 1, nnn."""

    number = models.CharField("计划编号", max_length=14, unique=True)
    year = models.PositiveSmallIntegerField("年度", unique=True)
    title = models.CharField("计划名称", max_length=100)
    status = models.CharField("状态", max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT)
    drafted_at = models.DateTimeField("拟定时间")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟定人")
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )

    # Why a plan once approved was opened again; it is published with the version that comes of it.
    adjust_reason = models.CharField("调整理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度抽查计划"
        ordering = ["-year"]
        constraints = [
            together("approved_at", "approved_by"),
            stamped("status", [PlanStatus.APPROVED, PlanStatus.CLOSED], "approved_at"),
            differs("drafted_by", "approved_by", "two_hands", "计划不得由拟定人本人批准。"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])


class PlanLine(models.Model):
    """One line of a plan: an item, the firms it covers, how many of them, when, and who is responsible."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines", verbose_name="计划")
    order = models.PositiveSmallIntegerField("序号")
    item = models.ForeignKey(InspectionItem, models.PROTECT, related_name="+", verbose_name="抽查事项")
    title = models.CharField("任务名称", max_length=100)
    scope = models.CharField("对象范围", max_length=300)
    base = models.PositiveIntegerField("检查对象基数")
    # As the registry stood when the line was written: what was approved must not move with the registry.
    counts = models.JSONField("分层基数", default=dict)
    mode = models.CharField("抽取方式", max_length=5, choices=DrawMode, default=DrawMode.RATIO)
    ratios = models.JSONField("分层比例（万分比）", default=dict)
    floor = models.PositiveSmallIntegerField("每层保底户数", default=1)
    total = models.PositiveSmallIntegerField("总户数", default=0, help_text="仅按总户数抽取时填写。")
    yearly_cap = models.PositiveSmallIntegerField("年度频次上限", default=0, help_text="0 为不限。")
    from_on = models.DateField("开始日期")
    to_on = models.DateField("截止日期")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    partners = models.CharField("联合部门", max_length=200, blank=True)
    # Where the suggested ratios came from; empty: no matrix was in force, or they were given by hand.
    matrix = models.ForeignKey(
        RiskMatrix, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所依风险矩阵"
    )

    class Meta:
        verbose_name = verbose_name_plural = "计划任务"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="inspections_planline_order",
                violation_error_message="同一计划内序号不能重复。",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("to_on")),
                name="inspections_planline_dates",
                violation_error_message="截止日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Counter(models.Model):
    """The last number given out for one kind and period, so that numbers are gapless and never race."""

    key = models.CharField("编号种类", max_length=40, primary_key=True)
    last = models.PositiveIntegerField(
        "最后编号", default=0, validators=[MinValueValidator(0), MaxValueValidator(9999)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "编号"
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key}: {self.last}"
