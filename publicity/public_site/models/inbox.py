"""What the public sends in. The website's role can add rows here and do nothing else: not even read its own."""

import uuid

from django.db import models

from publicity.public_site.letter_words import LetterKind


class InboxLetter(models.Model):
    """来信. `letter` is the whole of `SSJ-INBOX/1`. Rows are added, never changed: neither site may.

    The key is made when the form is opened, so that a form sent twice is one letter; no database makes it, because a
    role that may not read cannot be told what was made.
    """

    id = models.UUIDField("编号（内部）", primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("来信编号", max_length=40)
    kind = models.CharField("种类", max_length=10, choices=LetterKind)
    received_at = models.DateTimeField("收到时间")
    letter = models.JSONField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "来信"
        db_table = "inbox_letter"
        ordering = ["received_at", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["number"], name="inbox_letter_number", violation_error_message="该来信编号已经用过。"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InboxFile(models.Model):
    """来信附件: the bytes as they came. They are opened inside alone, and only their pixels are kept there."""

    id = models.UUIDField("编号（内部）", primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey("public_site.InboxLetter", models.PROTECT, related_name="files", verbose_name="来信")
    position = models.PositiveSmallIntegerField("序号")
    content = models.BinaryField("文件")

    class Meta:
        verbose_name = verbose_name_plural = "来信附件"
        db_table = "inbox_file"
        ordering = ["letter", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "position"], name="inbox_file_position", violation_error_message="该附件已经收下。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.position}"
