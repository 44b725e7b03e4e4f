"""证据包: everything about one opened draw, to be recomputed by whoever wants to."""

from django.db import models


class PublicBundle(models.Model):
    """`SSJ-BUNDLE/1` verbatim (decisions, Draw 4). A table of its own, so that lists never read it.

    Served only while its draw is opened (`PublicDraw.is_opened`), whatever stands here.
    """

    draw_id = models.BigIntegerField("抽取（内部）", unique=True, editable=False)
    number = models.CharField("抽取编号", max_length=20, unique=True)
    text = models.TextField("证据包原文")
    sha256 = models.CharField("证据包校验码", max_length=64)
    size = models.PositiveIntegerField("字节数")

    class Meta:
        verbose_name = verbose_name_plural = "证据包"
        db_table = "public_bundle"
        ordering = ["draw_id"]

    def __str__(self) -> str:
        return self.number
