"""协助人员: who comes along without being an officer of the check (司法部行政检查文书2025: 人数事先确定)."""

from django.conf import settings
from django.db import models

from inspections.models.visit import Visit


class Companion(models.Model):
    """An auxiliary, expert or interpreter. Never counted as one of the two officers, never signs as one."""

    class Role(models.TextChoices):
        AUXILIARY = "AUXILIARY", "辅警"
        EXPERT = "EXPERT", "专业技术人员"
        INTERPRETER = "INTERPRETER", "翻译"
        PARTNER = "PARTNER", "其他部门人员"
        OTHER = "OTHER", "其他协助人员"

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="companions", verbose_name="检查")
    name = models.CharField("姓名", max_length=50)
    unit_name = models.CharField("单位", max_length=100)
    role = models.CharField("协助身份", max_length=12, choices=Role)
    added_at = models.DateTimeField("登记时间")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "协助人员"
        ordering = ["visit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "name", "unit_name"],
                name="inspections_companion_once",
                violation_error_message="这名协助人员已经登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.unit_name}，{self.get_role_display()}）"
