"""What a phone brings in after a dead zone: keys already answered, and marks made by hand on a colleague's phone."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.models.visit import Visit
from inspections.models.visit_officer import VisitOfficer


class SyncKey(models.Model):
    """The answer already given to one request of a phone: asked again, the same is said and nothing done twice."""

    key = models.UUIDField("请求编号", primary_key=True)
    act = models.CharField("办理", max_length=20)
    # What the act was about: `record/12`, `visit/3`. A key belongs to one thing and one person.
    about = models.CharField("对象", max_length=40)
    outcome = models.JSONField("答复", default=dict)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="办理人")

    class Meta:
        verbose_name = verbose_name_plural = "手机请求"
        ordering = ["at", "key"]

    def __str__(self) -> str:
        return f"{self.act} {self.about}"


class HandMark(models.Model):
    """到场亮证 or signature by hand on the colleague's phone in a dead zone; counts once the own login confirms it."""

    class Act(models.TextChoices):
        ARRIVE = "ARRIVE", "到场亮证"
        SIGN = "SIGN", "签名"

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="hand_marks", verbose_name="检查")
    officer = models.ForeignKey(VisitOfficer, models.PROTECT, related_name="hand_marks", verbose_name="检查人员")
    act = models.CharField("办理", max_length=6, choices=Act)
    strokes = models.JSONField("笔迹")
    # As the phone's own clock said it; `taken_at` is when it reached the server.
    written_at = models.DateTimeField("手写时间")
    content_hash = models.CharField("所签内容的校验码", max_length=64, blank=True)
    taken_at = models.DateTimeField("上传时间")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="手机持有人")
    confirmed_at = models.DateTimeField("本人登录确认时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "手写登记"
        ordering = ["visit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "act"],
                name="inspections_handmark_once",
                violation_error_message="同一人的到场和签名各只登记一次手写。",
            ),
            models.CheckConstraint(
                condition=~Q(strokes=[]),
                name="inspections_handmark_strokes",
                violation_error_message="手写登记须有笔迹。",
            ),
            models.CheckConstraint(
                condition=~Q(act="SIGN") | ~Q(content_hash=""),
                name="inspections_handmark_signed_text",
                violation_error_message="手写签名须对应所签的内容。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_at__gte=models.F("taken_at")),
                name="inspections_handmark_confirmed_after",
                violation_error_message="本人确认不能早于登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.get_act_display()}"
