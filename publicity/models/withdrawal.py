"""撤下: an entry comes down before its time. A tombstone says that it stood there and why it does not any more."""

from django.db import models

from publicity.models.change import Change, ChangeQuerySet


class WithdrawalQuerySet(ChangeQuerySet["Withdrawal"]):
    """撤下 applications."""


class Withdrawal(Change):
    """`kind` END is 信用修复: not wrong, but over earlier than the rule says."""

    class Kind(models.TextChoices):
        DOWN = "DOWN", "撤下"
        END = "END", "提前结束公示"

    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.DOWN)
    tombstone = models.JSONField("公众看到的说明", null=True, blank=True)
    tombstone_hash = models.CharField("说明校验码", max_length=64, blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta(Change.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "公示撤下"
