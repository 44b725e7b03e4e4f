"""来信的办理进度: what somebody who has number and code may read about a letter."""

from django.db import models


class PublicLetter(models.Model):
    """State and days of one letter; no name, no text. Of the code only its hash is here (`letter_number.code_hash`)."""

    number = models.CharField("来信编号", max_length=40, unique=True)
    code_sha256 = models.CharField("查询码校验值", max_length=64)
    kind = models.CharField("种类", max_length=20)
    state = models.CharField("办理状态", max_length=40)
    received_on = models.DateField("收到日期")
    reply_by = models.DateField("答复期限", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    updated_on = models.DateField("更新日期")

    class Meta:
        verbose_name = verbose_name_plural = "来信办理进度"
        db_table = "public_letter"
        ordering = ["-received_on", "number"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.number
