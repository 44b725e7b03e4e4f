"""What bars an inspector from a firm, and what trained them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from registry.models.entity import MarketEntity
from registry.models.inspector import Inspector


class RecusalQuerySet(models.QuerySet["Recusal"]):
    def standing(self, on: date) -> Self:
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), started_on__lte=on)


class Recusal(models.Model):
    """回避: this inspector never checks this firm. Grounds of 公安机关办理行政案件程序规定17, no others."""

    class Ground(models.TextChoices):
        PARTY = "PARTY", "是当事人或者当事人近亲属"
        INTEREST = "INTEREST", "本人或者近亲属与检查对象有利害关系"
        FAIRNESS = "FAIRNESS", "与检查对象有其他关系，可能影响公正"

    inspector = models.ForeignKey(Inspector, on_delete=models.PROTECT, related_name="recusals", verbose_name="检查人员")
    entity = models.ForeignKey(MarketEntity, on_delete=models.PROTECT, related_name="recusals", verbose_name="市场主体")
    ground = models.CharField("法定情形", max_length=10, choices=Ground)
    note = models.CharField("说明", max_length=300, blank=True)
    started_on = models.DateField("起")
    ended_on = models.DateField("止", null=True, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回避关系"
        ordering = ["inspector", "entity", "started_on"]
        constraints = [
            CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="registry_recusal_dates",
                violation_error_message="回避关系的结束日期不能早于开始日期。",
            ),
            CheckConstraint(
                condition=Q(ground__in=["PARTY", "INTEREST", "FAIRNESS"]),
                name="registry_recusal_ground",
                violation_error_message="回避理由须是三种法定情形之一。",
            ),
            UniqueConstraint(
                fields=["inspector", "entity"],
                condition=Q(ended_on__isnull=True),
                name="registry_recusal_once",
                violation_error_message="已登记这一回避关系。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspector} {self.entity}"


class Training(models.Model):
    """培训和考试记录 (方案四(四) 强化执法培训). A wrong row is corrected by a service; the trail keeps what it was."""

    class Kind(models.TextChoices):
        COURSE = "COURSE", "培训"
        EXAM = "EXAM", "考试"

    PASSED, FAILED = "合格", "不合格"

    inspector = models.ForeignKey(
        Inspector, on_delete=models.PROTECT, related_name="trainings", verbose_name="检查人员"
    )
    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.COURSE)
    held_on = models.DateField("日期")
    title = models.CharField("内容", max_length=100)
    hours = models.PositiveSmallIntegerField("学时", null=True, blank=True)
    score = models.CharField("成绩", max_length=10, blank=True)
    result = models.CharField("考核结果", max_length=50, blank=True)
    certificate_no = models.CharField("培训证书编号", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "培训和考试"
        ordering = ["inspector", "held_on"]
        constraints = [
            CheckConstraint(
                condition=Q(kind__in=["COURSE", "EXAM"]),
                name="registry_training_kind",
                violation_error_message="种类只能是培训或考试。",
            )
        ]

    def __str__(self) -> str:
        return self.title
