"""What is known about a firm beside its own row: trades, flags, and who said what."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from registry.importing.labels import label
from registry.models.entity import MarketEntity
from registry.models.industry import Industry
from registry.models.words import in_words
from yangcheng_inspect.db import signed


class EntityIndustry(models.Model):
    """One trade of one firm."""

    entity = models.ForeignKey(
        MarketEntity, on_delete=models.PROTECT, related_name="entity_industries", verbose_name="市场主体"
    )
    industry = models.ForeignKey(
        Industry, on_delete=models.PROTECT, related_name="entity_industries", verbose_name="监管行业"
    )

    class Meta:
        verbose_name = verbose_name_plural = "市场主体的监管行业"
        ordering = ["entity", "industry"]
        constraints = [
            UniqueConstraint(
                fields=["entity", "industry"],
                name="registry_entity_industry_once",
                violation_error_message="该市场主体已列入这个监管行业。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.industry}"


class EntityFlagQuerySet(models.QuerySet["EntityFlag"]):
    def standing(self, on: date) -> Self:
        """Raised by `on` and not lifted before the end of that day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), started_on__lte=on)


class EntityFlag(models.Model):
    """重点对象标记 of 方案三(二)1: a reason to draw this firm more often."""

    class Kind(models.TextChoices):
        COMPLAINTS = "COMPLAINTS", "投诉举报多"
        ABNORMAL = "ABNORMAL", "列入经营异常名录"
        SERIOUS = "SERIOUS", "严重违法失信"
        SPECIAL_TRADE = "SPECIAL_TRADE", "特殊行业"
        KEY_AREA = "KEY_AREA", "重点区域"
        OVERDUE = "OVERDUE", "责令改正逾期"

    entity = models.ForeignKey(MarketEntity, on_delete=models.PROTECT, related_name="flags", verbose_name="市场主体")
    kind = models.CharField("类别", max_length=15, choices=Kind)
    reason = models.CharField("理由", max_length=300)
    evidence = models.CharField("依据", max_length=300, blank=True)
    started_on = models.DateField("起")
    ended_on = models.DateField("止", null=True, blank=True)
    end_reason = models.CharField("解除理由", max_length=300, blank=True)
    # Raised by a rule: this version's threshold was reached. Empty where somebody or a list raised it.
    matrix = models.ForeignKey(
        "registry.RiskMatrix",
        on_delete=models.PROTECT,
        related_name="flags",
        null=True,
        blank=True,
        verbose_name="所依风险矩阵",
    )
    area = models.ForeignKey(
        "registry.KeyArea",
        on_delete=models.PROTECT,
        related_name="flags",
        null=True,
        blank=True,
        verbose_name="所在重点区域",
    )
    # A time without a name: a list or the system raised or lifted it.
    raised_at = models.DateTimeField("加注时间", null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="加注人",
    )
    lifted_at = models.DateTimeField("解除办理时间", null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="解除人",
    )

    objects = EntityFlagQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重点对象标记"
        ordering = ["entity", "started_on", "id"]
        constraints = [
            CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="registry_flag_dates",
                violation_error_message="标记的结束日期不能早于开始日期。",
            ),
            UniqueConstraint(
                fields=["entity", "kind"],
                condition=Q(ended_on__isnull=True),
                name="registry_flag_once",
                violation_error_message="该市场主体已有同类标记，请先解除原标记。",
            ),
            signed("raised_at", "raised_by"),
            signed("lifted_at", "lifted_by"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def raiser(self) -> str:
        """Who raised it, in words."""
        if self.raised_by:
            return self.raised_by.name
        return "按规则" if self.matrix_id or self.area_id else "随名录"

    @property
    def lifter(self) -> str:
        if self.ended_on is None:
            return ""
        return self.lifted_by.name if self.lifted_by else "按规则" if self.matrix_id or self.area_id else "随名录"


class EntityFact(models.Model):
    """What one source said about one firm on one day; only what was new or differed.

    `values` maps a field's name to the text stated, e.g. {"phone": "0356-0003653"}. Never changed.
    """

    class Source(models.TextChoices):
        MARKET_BUREAU = "MARKET_BUREAU", "市场监管局"
        OFFICE = "OFFICE", "双随机办"
        OFFICER = "OFFICER", "民警"

    entity = models.ForeignKey(MarketEntity, on_delete=models.PROTECT, related_name="facts", verbose_name="市场主体")
    values = models.JSONField("内容")
    source = models.CharField("来源", max_length=15, choices=Source)
    as_of = models.DateField("数据日期")
    registry_import = models.ForeignKey(
        "registry.RegistryImport",
        on_delete=models.PROTECT,
        related_name="facts",
        null=True,
        blank=True,
        verbose_name="名录导入",
    )
    # Set on what an officer said and the office took over.
    proposal = models.ForeignKey(
        "registry.EntityProposal",
        on_delete=models.PROTECT,
        related_name="facts",
        null=True,
        blank=True,
        verbose_name="申变更",
    )
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="登记人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "市场主体信息来源"
        ordering = ["entity", "as_of", "id"]
        indexes = [models.Index(fields=["entity", "as_of"], name="registry_fact_entity_as_of")]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.as_of}"

    @property
    def in_words(self) -> str:
        """电话：0356-0003653；乡镇：凤城镇"""
        return "；".join(f"{label(field)}：{in_words(field, value)}" for field, value in self.values.items())
