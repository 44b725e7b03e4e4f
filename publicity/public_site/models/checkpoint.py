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

    @property
    def log(self) -> str:
        """The log's own part of its name, for addresses: `2026-1`."""
        return self.origin.rpartition("/")[2]

    @property
    def epoch_reason(self) -> str:
        """Why a new log was begun with this checkpoint; empty for any other (`keyring.Epoch.text` has the lines)."""
        lines = self.epoch.split("\n")
        return lines[5] if len(lines) > 5 else ""

    @property
    def epoch_after(self) -> str:
        """The last published checkpoint of the log before, as a receipt's size."""
        lines = self.epoch.split("\n")
        return lines[3] if len(lines) > 5 else ""
