"""更正: a published text was wrong. Old and new stay to be read, with the reason (架构第 8 条)."""

from django.db import models

from publicity import correctable
from publicity.models.amendment import Amendment
from publicity.models.change import Change, ChangeQuerySet


class CorrectionQuerySet(ChangeQuerySet["Correction"]):
    """更正 applications."""


class Correction(Change):
    """`changes`: field path of the public record -> `{"field", "was", "now"}`, as proposed and as decided."""

    changes = models.JSONField("改动")
    # 不应公示: what stood there must not be read any more, not even as the old version.
    hides_old = models.BooleanField("原内容不再公开", default=False)
    # The version that was shown until the correction was approved.
    replaced = models.OneToOneField(
        Amendment, models.PROTECT, null=True, blank=True, related_name="correction", verbose_name="原公示内容"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta(Change.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "公示更正"

    @property
    def in_words(self) -> list[dict[str, str]]:
        """`field`, `was`, `now` as people read them."""
        return correctable.public(self.changes, hides_old=False)
