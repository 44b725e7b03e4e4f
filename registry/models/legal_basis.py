"""What a version stands on, and what is looked at on site."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from yangcheng_inspect.db import together


class LegalBasisQuerySet(models.QuerySet["LegalBasis"]):
    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )

    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def power(self, on: date) -> Self:
        """Confirmed articles in force that day that give the power to inspect."""
        return self.in_force(on).confirmed().filter(kind=LegalBasis.Kind.POWER)


class LegalBasis(models.Model):
    """依据: one law with its articles, from the day it applies to the day it ends."""

    class Kind(models.TextChoices):
        POWER = "POWER", "检查权依据"
        DUTY = "DUTY", "被查义务依据"
        PENALTY = "PENALTY", "处罚依据"

    version = models.ForeignKey(
        "registry.ItemVersion", on_delete=models.PROTECT, related_name="bases", verbose_name="事项版本"
    )
    kind = models.CharField("种类", max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField("顺序")
    law = models.CharField("法律法规规章", max_length=200, blank=True)
    text = models.CharField("条文", max_length=500)
    wording = models.TextField("条文原文", max_length=2000, blank=True)
    # For the office only: 条号待核 and the like.
    note = models.CharField("核对提示", max_length=200, blank=True)
    valid_from = models.DateField("施行日期", null=True, blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="确认人",
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "依据"
        ordering = ["version", "order"]
        constraints = [
            UniqueConstraint(
                fields=["version", "kind", "order"],
                name="registry_basis_order",
                violation_error_message="同一种依据的顺序号重复。",
            ),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="registry_basis_dates",
                violation_error_message="依据的失效日期不能早于施行日期。",
            ),
            together("confirmed_at", "confirmed_by"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    def applies(self, on: date) -> bool:
        """In force that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class CheckPoint(models.Model):
    """检查要点: one thing to look at on site, and the article that makes it a duty."""

    version = models.ForeignKey(
        "registry.ItemVersion", on_delete=models.PROTECT, related_name="check_points", verbose_name="事项版本"
    )
    order = models.PositiveSmallIntegerField("顺序")
    prompt = models.CharField("检查内容", max_length=300)
    # What obliges the business, and what follows when it does not keep to it.
    basis = models.CharField("义务依据", max_length=500, blank=True)
    penalty = models.CharField("处罚依据", max_length=500, blank=True)
    guidance = models.CharField("方法与要领", max_length=500, blank=True)
    documents = models.CharField("需查看材料", max_length=300, blank=True)
    photo_required = models.BooleanField("不符合时须拍照", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "检查要点"
        ordering = ["version", "order"]
        constraints = [
            UniqueConstraint(
                fields=["version", "order"],
                name="registry_check_point_order",
                violation_error_message="检查要点的顺序号重复。",
            )
        ]

    def __str__(self) -> str:
        return self.prompt
