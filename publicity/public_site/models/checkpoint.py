"""留痕检查点: what was promised about the log, one signed note after another."""

from django.db import models


class PublicCheckpoint(models.Model):
    """A checkpoint that the witness let through (`witness.take`). Rows are added, never changed: the table refuses it.

    `note` is the signed text to the byte; `epoch` the statement with which a new epoch of the log began, on its first
    checkpoint alone. The other columns repeat parts of the note for lists.
    """

    origin = models.CharField("日志名称", max_length=200)
    size = models.BigIntegerField("记录数")
    root = models.CharField("总校验码", max_length=64)
    note = models.TextField("检查点原文")
    epoch = models.TextField("新起日志的说明原文", blank=True)
    kept_at = models.DateTimeField("公布时间")

    class Meta:
        verbose_name = verbose_name_plural = "公布的检查点"
        db_table = "public_checkpoint"
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "size"],
                name="public_checkpoint_once",
                violation_error_message="该检查点已经公布。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.size}"
