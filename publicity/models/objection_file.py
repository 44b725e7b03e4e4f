"""The pictures kept with an objection that came on paper, and those of its check."""

from django.conf import settings
from django.db import models

from publicity.models.objection import Objection


class ObjectionFile(models.Model):
    """A scan or photograph kept with an objection; its bytes lie in the vault under their hash."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="files", verbose_name="异议")
    sha256 = models.CharField("校验码", max_length=64)
    size = models.PositiveIntegerField("字节数")
    added_at = models.DateTimeField("加入时间")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="加入人")

    class Meta:
        verbose_name = verbose_name_plural = "异议材料"
        ordering = ["objection", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "sha256"],
                name="publicity_objectionfile_once",
                violation_error_message="同一张图片只留一份。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objection} {self.sha256[:8]}"
