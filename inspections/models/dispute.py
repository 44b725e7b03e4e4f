"""陈述申辩: what the business says against the record on signing, heard by somebody outside the case (方案四(二))."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from inspections.follow_up_status import DisputeStatus
from inspections.models.visit import Visit
from yangcheng_inspect.db import stamped, together

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User

WAITING = [DisputeStatus.OPEN, DisputeStatus.TAKEN]


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, user: "User") -> "DisputeQuerySet":
        """Whoever sees the check, and whoever hears the business."""
        seen = Visit.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(visit__in=seen) | Q(taken_by=user))

    def waiting(self) -> "DisputeQuerySet":
        """Without an answer."""
        return self.filter(status__in=WAITING)

    def overdue(self, day: date) -> "DisputeQuerySet":
        return self.waiting().filter(due_on__lt=day)

    def for_page(self) -> "DisputeQuerySet":
        return self.select_related("visit__unit", "visit__entity", "taken_by").prefetch_related(
            "visit__officers__inspector__unit", "visit__inspections__version__item"
        )


class Dispute(models.Model):
    """One objection to one signed record. Its answer is needed before publication is approved; the clock runs on."""

    class Answer(models.TextChoices):
        ADOPTED = "ADOPTED", "采纳"
        PARTLY = "PARTLY", "部分采纳"
        DECLINED = "DECLINED", "不采纳"

    number = models.CharField("答复书文号", max_length=40, unique=True, null=True, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="disputes", verbose_name="检查")
    statement = models.TextField("陈述意见", max_length=500)
    opened_at = models.DateTimeField("提出时间")
    due_on = models.DateField("答复期限")
    status = models.CharField("状态", max_length=10, choices=DisputeStatus, default=DisputeStatus.OPEN)
    taken_at = models.DateTimeField("受理时间", null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人"
    )
    # What the business added, and how it was heard.
    more = models.TextField("补充陈述和证据", max_length=1000, blank=True)
    heard_on = models.DateField("听取意见日期", null=True, blank=True)
    heard_how = models.CharField("听取方式", max_length=100, blank=True)
    answer = models.CharField("答复", max_length=10, choices=Answer, blank=True)
    reasons = models.TextField("答复理由", max_length=1000, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "陈述申辩"
        ordering = ["due_on", "pk"]
        constraints = [
            together("taken_at", "taken_by"),
            stamped("status", [DisputeStatus.TAKEN, DisputeStatus.ANSWERED], "taken_at"),
            stamped("status", [DisputeStatus.ANSWERED], "answered_at"),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(status__in=WAITING),
                name="inspections_dispute_one_waiting",
                violation_error_message="这次检查已有一件未答复的陈述申辩。",
            ),
            models.CheckConstraint(
                condition=~Q(status=DisputeStatus.ANSWERED) | (~Q(answer="") & ~Q(reasons="")),
                name="inspections_dispute_answered",
                violation_error_message="答复须写明是否采纳和理由。",
            ),
            models.CheckConstraint(
                condition=~Q(statement=""),
                name="inspections_dispute_statement",
                violation_error_message="陈述申辩须有企业的意见。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit.name} · 陈述申辩"

    def get_absolute_url(self) -> str:
        return reverse("dispute", args=[self.pk])
