"""公示: the frozen copy of exactly what the public was shown, and by when it had to be."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from inspections.models import Inspection, Visit
from publicity.status import PublicationStatus
from registry.models import Unit
from yangcheng_inspect.db import stamped, together

if TYPE_CHECKING:
    from publicity.models.amendment import Amendment
    from yangcheng_inspect.accounts.models import User


SHOWN_ONCE = [PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN, PublicationStatus.ENDED]
"""The public has read it, or still does."""

RUNNING = [PublicationStatus.PENDING, PublicationStatus.SENT]
"""The clock runs: the public cannot read it yet."""


class PublicationQuerySet(models.QuerySet["Publication"]):
    def pending(self) -> "PublicationQuerySet":
        return self.filter(status=PublicationStatus.PENDING)

    def sent(self) -> "PublicationQuerySet":
        """Approved, and no receipt of the public machine has come back."""
        return self.filter(status=PublicationStatus.SENT)

    def running(self) -> "PublicationQuerySet":
        """Not before the public yet, whoever has it in hand."""
        return self.filter(status__in=RUNNING)

    def published(self) -> "PublicationQuerySet":
        return self.filter(status=PublicationStatus.PUBLISHED)

    def due_by(self, day: date) -> "PublicationQuerySet":
        """Not yet before the public, and due that day or before."""
        return self.running().filter(due_on__lte=day)

    def overdue(self, day: date) -> "PublicationQuerySet":
        return self.running().filter(due_on__lt=day)

    def visible_to(self, user: "User") -> "PublicationQuerySet":
        """Whoever reads the board reads all of it; others the results of the cases they see."""
        if user.has_perm("publicity.view_board"):
            return self
        return self.filter(inspection__visit__in=Visit.objects.visible_to(user).values("pk"))

    def for_page(self) -> "PublicationQuerySet":
        return self.select_related(
            "inspection__visit__unit", "inspection__visit__task", "inspection__version__item", "unit"
        ).prefetch_related("inspection__visit__officers__inspector")


class Publication(models.Model):
    """One record on its way to the public, opened the day the inspection ended (方案三(二)4)."""

    number = models.CharField("公示编号", max_length=40, unique=True)
    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="publication", verbose_name="检查记录")
    # 谁检查谁录入谁公开: the unit answers for truth and time of what is shown.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    status = models.CharField("状态", max_length=10, choices=PublicationStatus, default=PublicationStatus.PENDING)
    ended_on = models.DateField("检查结束日期")
    days = models.PositiveSmallIntegerField("公示期限（工作日）")
    due_on = models.DateField("公示截止日期")
    provisional = models.BooleanField("截止日期暂定", default=False)
    record = models.JSONField("公示内容", null=True, blank=True)
    record_hash = models.CharField("公示内容校验码", max_length=64, blank=True)
    published_at = models.DateTimeField("公示时间", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准公示人"
    )
    # Two networks: approved and on its way; the receipt of the public machine then gives 公示时间.
    sent_at = models.DateTimeField("批准时间（待上传外网）", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )

    # 暂缓: nothing goes out while this stands, and the clock runs on.
    held_at = models.DateTimeField("暂缓时间", null=True, blank=True)
    held_reason = models.CharField("暂缓理由", max_length=300, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示"
        ordering = ["due_on", "pk"]
        constraints = [
            together("published_at", "published_by"),
            together("sent_at", "sent_by"),
            stamped("status", [PublicationStatus.SENT], "sent_at"),
            stamped("status", SHOWN_ONCE, "published_at"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | ~Q(held_reason=""),
                name="publicity_publication_held",
                violation_error_message="暂缓公示须写明理由。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[PublicationStatus.PENDING, PublicationStatus.DROPPED])
                | (Q(record__isnull=False) & ~Q(record_hash="")),
                name="publicity_publication_frozen",
                violation_error_message="已公示的，须保存公示内容及其校验码。",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("ended_on")),
                name="publicity_publication_dates",
                violation_error_message="公示截止日期不能早于检查结束日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.inspection.visit.name}"

    def get_absolute_url(self) -> str:
        return reverse("publication", args=[self.pk])

    @property
    def is_gone(self) -> bool:
        """The public reads a tombstone in its place."""
        return self.status in (PublicationStatus.WITHDRAWN, PublicationStatus.ENDED)

    @property
    def updates(self) -> "models.QuerySet[Amendment]":
        """Versions that the handling of the problem replaced; the others belong to corrections."""
        return self.amendments.filter(correction__isnull=True).select_related("amended_by")
