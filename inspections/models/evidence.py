"""现场照片和纸质记录扫描件: pictures by their hash, and the check that was written on paper (方案四(三))."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspections.choices import EvidenceKind
from inspections.models.record import Inspection
from inspections.models.visit import Visit
from registry.models import CheckPoint
from yangcheng_inspect.db import together

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far a device's clock may be from ours before the photograph says so."""


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: "User") -> "EvidenceQuerySet":
        return self.filter(inspection__in=Inspection.objects.visible_to(user).values("pk"))

    def standing(self) -> "EvidenceQuerySet":
        """Not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def waiting(self) -> "EvidenceQuerySet":
        """Announced from a dead zone; the picture itself has not come yet."""
        return self.standing().filter(stored_at__isnull=True)


class Evidence(models.Model):
    """A photograph or scan. `received` is the hash of the bytes the device sent, `sha256` of the file we keep.

    The kept file is written anew without anything but the picture, so the two differ. What people sign holds
    `received`: the device knows it before there is a network. A row is never deleted; it may be withdrawn.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="evidence", verbose_name="检查记录")
    check_point = models.ForeignKey(
        CheckPoint, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="检查要点"
    )
    kind = models.CharField("种类", max_length=10, choices=EvidenceKind, default=EvidenceKind.PHOTO)
    order = models.PositiveSmallIntegerField("编号", default=0)
    key = models.UUIDField("上传编号", unique=True, null=True, editable=False)
    received = models.CharField("上传内容的校验码", max_length=64, blank=True)
    sha256 = models.CharField("校验码", max_length=64, blank=True)
    size = models.PositiveIntegerField("大小（字节）", default=0)
    caption = models.CharField("说明", max_length=100, blank=True)
    taken_at = models.DateTimeField("拍摄时间（设备）", null=True, blank=True)
    # Seconds the device's clock was ahead of ours when it sent the picture.
    clock_ahead = models.IntegerField("设备时钟偏差（秒）", null=True, blank=True)
    added_at = models.DateTimeField("登记时间")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    stored_at = models.DateTimeField("收到时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回人"
    )
    withdrawn_reason = models.CharField("撤回理由", max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "现场照片和扫描件"
        ordering = ["inspection", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "check_point", "kind", "received"],
                condition=Q(withdrawn_at__isnull=True),
                name="inspections_evidence_once",
                violation_error_message="这张照片已经上传过。",
            ),
            together("withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="inspections_evidence_withdrawn_reason",
                violation_error_message="撤回照片须写明理由。",
            ),
            models.CheckConstraint(
                condition=Q(stored_at__isnull=True) | (~Q(sha256="") & Q(size__gt=0)),
                name="inspections_evidence_stored",
                violation_error_message="收到的照片须有校验码。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.order}"

    @property
    def stored(self) -> bool:
        """Whether the picture itself has come."""
        return self.stored_at is not None

    @property
    def clock_is_off(self) -> bool:
        """The device's clock was wrong by minutes, or the picture is from the future: a person should look."""
        ahead = abs(self.clock_ahead or 0) > CLOCK_TOLERANCE.total_seconds()
        known = self.stored_at or self.added_at
        return ahead or (self.taken_at is not None and self.taken_at > known + CLOCK_TOLERANCE)


class PaperEntry(models.Model):
    """纸质记录补录: a check that was done on paper and typed in afterwards; both officers still confirm by login."""

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="paper", verbose_name="检查")
    ended_at = models.DateTimeField("纸质记录签字时间")
    reason = models.CharField("使用纸质记录的原因", max_length=300)
    entered_at = models.DateTimeField("补录时间")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="补录人")

    class Meta:
        verbose_name = verbose_name_plural = "纸质记录补录"
        ordering = ["visit"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__lte=F("entered_at")),
                name="inspections_paperentry_past",
                violation_error_message="纸质记录的签字时间不能晚于补录时间。",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="inspections_paperentry_reason",
                violation_error_message="请写明使用纸质记录的原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit.name} · 纸质记录"
