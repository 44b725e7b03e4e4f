"""What a correction and a withdrawal have in common: asked for by one, decided by 分管局领导, never the same person."""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from publicity.grounds import BY_PAPER, Ground
from publicity.models.publication import Publication
from publicity.status import ChangeStatus
from yangcheng_inspect.db import differs, together

C = TypeVar("C", bound="Change")


class ChangeQuerySet(models.QuerySet[C]):
    """Of one of the two kinds."""

    def pending(self) -> Self:
        return self.filter(status=ChangeStatus.PENDING)

    def for_page(self) -> Self:
        return self.select_related("publication__inspection__visit", "publication__unit", "asked_by", "decided_by")


class Change(models.Model):
    """One application of 双随机办 and what was decided on it."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="%(class)ss", verbose_name="公示")
    status = models.CharField("状态", max_length=10, choices=ChangeStatus, default=ChangeStatus.PENDING)
    ground = models.CharField("依据", max_length=10, choices=Ground)
    document = models.CharField("文书编号", max_length=100, blank=True)
    # The public reads this word by word.
    reason = models.CharField("理由（公开）", max_length=300)
    asked_at = models.DateTimeField("提请时间")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提请人")
    decision = models.CharField("决定意见", max_length=300, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )

    class Meta:
        abstract = True
        ordering = ["publication", "pk"]
        constraints = [
            together("decided_at", "decided_by"),
            differs("asked_by", "decided_by", "two_hands", "更正和撤下须由两人办理。"),
            models.CheckConstraint(
                condition=Q(status=ChangeStatus.PENDING, decided_at__isnull=True)
                | (~Q(status=ChangeStatus.PENDING) & Q(decided_at__isnull=False)),
                name="%(app_label)s_%(class)s_decided",
                violation_error_message="状态与决定时间不一致。",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & (~Q(ground__in=BY_PAPER) | ~Q(document="")),
                name="%(app_label)s_%(class)s_said",
                violation_error_message="须写明理由；依据是决定、文书、异议或者申请的，须写明编号。",
            ),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(status=ChangeStatus.PENDING),
                name="%(app_label)s_%(class)s_one_pending",
                violation_error_message="这条公示已有一件申请待决定。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication.number} {self._meta.verbose_name}（{self.get_status_display()}）"
