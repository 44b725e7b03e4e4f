"""责任人 (谁检查谁录入谁公开): who answers for a published result, frozen at its approval. Not public."""

from django.conf import settings
from django.db import models

from publicity.models.publication import Publication


class Answerable(models.Model):
    """The unit and the officer who handed the record in, and everybody who let it pass, as they were called then."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="answerable", verbose_name="公示")
    unit_name = models.CharField("责任单位", max_length=100)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="责任人账号"
    )
    person_name = models.CharField("责任人", max_length=40)
    # [{"step": "提交", "name": "…", "at": "2026-04-02T15:41"}], in the order of the chain
    chain = models.JSONField("经办环节", default=list)
    frozen_at = models.DateTimeField("确定时间")

    class Meta:
        verbose_name = verbose_name_plural = "责任人"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.person_name}"
