"""来件: what the public sent in through the website, as it came, until it is an 异议 or a 企业说明."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from publicity.objection_status import LetterStatus
from publicity.public_site.letter_words import LetterKind
from yangcheng_inspect.db import together


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> "LetterQuerySet":
        """Nobody has found out yet what it is about."""
        return self.filter(status=LetterStatus.WAITING)


class Letter(models.Model):
    """One letter. `content` is the whole `SSJ-INBOX/1`, with the name and telephone of who wrote it: never public."""

    number = models.CharField("来件编号", max_length=40, unique=True)
    kind = models.CharField("种类", max_length=10, choices=LetterKind)
    received_at = models.DateTimeField("收到时间")
    code_sha256 = models.CharField("查询码校验值", max_length=64, blank=True)
    content = models.JSONField("内容")
    trouble = models.CharField("附件问题", max_length=300, blank=True)
    status = models.CharField("状态", max_length=10, choices=LetterStatus, default=LetterStatus.WAITING)
    note = models.CharField("办理说明", max_length=300, blank=True)
    settled_at = models.DateTimeField("办理时间", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理人"
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来件"
        ordering = ["received_at", "pk"]
        default_permissions = ()
        constraints = [
            together("settled_at", "settled_by"),
            models.CheckConstraint(
                condition=~Q(status=LetterStatus.SET_ASIDE) | ~Q(note=""),
                name="publicity_letter_set_aside",
                violation_error_message="不作处理的来件，须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("letter", args=[self.pk])

    @property
    def body(self) -> dict[str, Any]:
        """What was written (`inbox_schema.BODIES`)."""
        body: dict[str, Any] = self.content["body"]
        return body

    @property
    def who(self) -> dict[str, str]:
        """Who wrote it; nothing for a letter that asks for no name."""
        who: dict[str, str] = self.body.get("who", {})
        return who


class LetterFile(models.Model):
    """A picture that came with a letter, cleaned; its bytes lie in the vault under their hash."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="files", verbose_name="来件")
    sha256 = models.CharField("校验码", max_length=64)
    size = models.PositiveIntegerField("字节数")

    class Meta:
        verbose_name = verbose_name_plural = "来件附件"
        ordering = ["letter", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "sha256"],
                name="publicity_letterfile_once",
                violation_error_message="同一张图片只留一份。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.sha256[:8]}"
