"""企业说明: what the business says about its result, shown beside it word for word (FHRS 的做法; 方案四(二))."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from publicity.models.letter import Letter
from publicity.models.objection import Way
from publicity.models.publication import Publication
from publicity.objection_status import StatementStatus
from yangcheng_inspect.db import stamped, together

LONGEST = 500


class StatementQuerySet(models.QuerySet["Statement"]):
    def waiting(self) -> "StatementQuerySet":
        return self.filter(status=StatementStatus.WAITING)

    def shown(self) -> "StatementQuerySet":
        return self.filter(status=StatementStatus.SHOWN)

    def for_page(self) -> "StatementQuerySet":
        return self.select_related("publication__inspection__visit__unit", "letter", "decided_by")


class Statement(models.Model):
    """One statement. Its text is never edited here: it is shown as it stands, or refused for one of two reasons."""

    class Refusal(models.TextChoices):
        PERSONAL = "PERSONAL", "含有个人信息"
        UNLAWFUL = "UNLAWFUL", "含有法律法规禁止公开的内容"

    number = models.CharField("说明编号", max_length=40, unique=True)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="statements", verbose_name="公示")
    letter = models.OneToOneField(
        Letter, models.PROTECT, null=True, blank=True, related_name="statement", verbose_name="来件"
    )
    status = models.CharField("状态", max_length=10, choices=StatementStatus, default=StatementStatus.WAITING)
    text = models.TextField("说明原文", max_length=LONGEST)
    submitted_on = models.DateField("提交日期")
    way = models.CharField("提出方式", max_length=10, choices=Way)
    applicant = models.CharField("提交人", max_length=200)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    refusal = models.CharField("不予公开的原因", max_length=10, choices=Refusal, blank=True)
    note = models.CharField("理由", max_length=300, blank=True)
    decided_at = models.DateTimeField("核定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核定人"
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "企业说明"
        ordering = ["submitted_on", "pk"]
        constraints = [
            together("decided_at", "decided_by"),
            stamped("status", [StatementStatus.SHOWN, StatementStatus.REFUSED], "decided_at"),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(status=StatementStatus.SHOWN),
                name="publicity_statement_one_shown",
                violation_error_message="一条公示旁边只公开一份说明，新的替换旧的。",
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="publicity_statement_text", violation_error_message="请录入企业说明的原文。"
            ),
            models.CheckConstraint(
                condition=~Q(status=StatementStatus.REFUSED) | (~Q(refusal="") & ~Q(note="")),
                name="publicity_statement_refused",
                violation_error_message="不予公开的，须选择原因并写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.publication.inspection.visit.name}"

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.pk])
