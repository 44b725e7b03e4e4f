"""留痕证明: that a published record stands in the log, for whoever trusts neither the page nor its database."""

from django.db import models


class PublicProof(models.Model):
    """Where the publication's event stands in the log of one published checkpoint, and the way up to its root.

    `payload` is the event to the byte: its `public` is the hash of the record shown, and nothing personal is in it.
    A correction gets a proof of its own with the next checkpoint, in this row's place: the earlier one proves a text
    that is no longer shown.
    """

    publication_id = models.BigIntegerField("公示编号（内部）", unique=True, editable=False)
    record_hash = models.CharField("内容校验码", max_length=64)
    payload = models.TextField("留痕记录原文")
    index = models.BigIntegerField("序号")
    # From the leaf to the root, hex.
    path = models.JSONField("证明", default=list)
    checkpoint = models.ForeignKey(
        "public_site.PublicCheckpoint", models.PROTECT, related_name="+", verbose_name="所在检查点"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公示的留痕证明"
        db_table = "public_proof"
        ordering = ["-index"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.index} / {self.checkpoint_id}"
