"""现场情况: what keeps a check from going its way, with who wrote it down and what follows (ux.md §3.3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.models.visit import Visit
from yangcheng_inspect.db import together


class Interruption(models.Model):
    """A pause, a door nobody opened, or a refusal. A pause stays open until somebody resumes; the rest ends at once."""

    class Kind(models.TextChoices):
        AWAY = "AWAY", "一名检查人员临时离开"
        EMERGENCY = "EMERGENCY", "有人受伤或突发警情"
        RECUSAL = "RECUSAL", "检查对象申请回避"
        OTHER = "OTHER", "其他原因暂停"
        NOBODY = "NOBODY", "现场无人或关门，无法联系"
        REFUSED = "REFUSED", "拒绝检查"

    PAUSES = (Kind.AWAY, Kind.EMERGENCY, Kind.RECUSAL, Kind.OTHER)

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="interruptions", verbose_name="检查")
    kind = models.CharField("情况", max_length=10, choices=Kind)
    note = models.CharField("经过", max_length=500)
    witness = models.CharField("邻居或见证人", max_length=100, blank=True)
    # 拒绝检查: told of the consequences before the officers left.
    warned = models.BooleanField("已告知拒绝检查的后果", default=False)
    next_on = models.DateField("再次上门日期", null=True, blank=True)
    began_at = models.DateTimeField("发生时间")
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="恢复登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "现场情况"
        ordering = ["visit", "began_at", "pk"]
        constraints = [
            together("ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(ended_at__isnull=True),
                name="inspections_interruption_one_open",
                violation_error_message="检查已经暂停，恢复后才能再登记。",
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="inspections_interruption_note",
                violation_error_message="请如实写明经过。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="REFUSED") | Q(warned=True),
                name="inspections_interruption_warned",
                violation_error_message="拒绝检查的，须先告知拒绝检查的后果。",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
