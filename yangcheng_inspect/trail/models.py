"""The log's tables, for reading. The database lets nobody write them but its own function `trail_append`."""

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from yangcheng_inspect.trail import wording


def acted(pk: Any) -> str:
    """How `EventDetail.who` begins for this person. A login may change, and a Chinese one is spelled in escapes."""
    return f'{{"id":{pk},'


class TransactionId(models.Field):
    """PostgreSQL's 64-bit transaction number; in Python the digits as text."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "xid8"


class EventQuerySet(models.QuerySet["Event"]):
    """Which events."""

    def about(self, name: str) -> "EventQuerySet":
        """Of one object `kind/key`, newest first, details at hand."""
        return self.filter(obj=name).select_related("detail").order_by("-seq")


class Event(models.Model):
    """留痕记录: one line of the log. `payload` is what the leaf covers; `act`, `obj`, `ts` repeat it for search."""

    seq = models.BigIntegerField("序号", primary_key=True)
    xact = TransactionId("事务号", editable=False)
    began = models.DateTimeField("事务开始时间", editable=False)
    ts = models.DateTimeField("时间")
    act = models.CharField("事项", max_length=80)
    obj = models.CharField("对象", max_length=140)
    payload = models.TextField("记录原文")
    leaf = models.CharField("记录校验码", max_length=64)
    root = models.CharField("总校验码", max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        db_table = "trail_event"
        verbose_name = "留痕记录"
        verbose_name_plural = "留痕记录"
        ordering = ["-seq"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["xact", "obj"], name="trail_event_guard"),
            models.Index(fields=["obj", "seq"], name="trail_event_object"),
        ]

    def __str__(self) -> str:
        return f"{wording.words(self.act)}　{timezone.localtime(self.ts):%Y-%m-%d %H:%M:%S}"


class EventDetail(models.Model):
    """留痕明细: the salts and values behind a payload's hashes. The only erasable part; erased fields are empty."""

    event = models.OneToOneField(
        Event,
        models.DO_NOTHING,  # neither is ever deleted; trail_append writes both
        db_column="seq",
        db_constraint=False,
        primary_key=True,
        related_name="detail",
        verbose_name="留痕记录",
    )
    who_salt = models.CharField("办理人随机数", max_length=32)
    who = models.TextField("办理人")
    detail_salt = models.CharField("内容随机数", max_length=32)
    detail = models.TextField("内容")
    state_salt = models.CharField("状态随机数", max_length=32)
    state = models.TextField("办理后状态")

    class Meta:
        db_table = "trail_detail"
        verbose_name = "留痕明细"
        verbose_name_plural = "留痕明细"
        ordering = ["-event"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.pk} {self.person.get('name', '')}"

    @property
    def person(self) -> dict[str, Any]:
        """`{id, username, name, ip, request}`; empty once erased."""
        return json.loads(self.who) if self.who else {}

    @property
    def content(self) -> dict[str, Any]:
        """`{reason, values}`; empty once erased."""
        return json.loads(self.detail) if self.detail else {}


class Checkpoint(models.Model):
    """检查点: the signed note about the first `size` events. Only the signer's database role adds one."""

    size = models.BigIntegerField("记录数", primary_key=True)
    note = models.TextField("检查点原文")
    made_at = models.DateTimeField("签名时间")

    class Meta:
        db_table = "trail_checkpoint"
        verbose_name = "检查点"
        verbose_name_plural = "检查点"
        ordering = ["-size"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.size} {timezone.localtime(self.made_at):%Y-%m-%d %H:%M}"


class Head(models.Model):
    """留痕头记录: one row, the number of events and the roots of the perfect subtrees (hex, comma between)."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    size = models.BigIntegerField("记录数")
    frontier = models.TextField("子树校验码")

    class Meta:
        db_table = "trail_head"
        verbose_name = "留痕头记录"
        verbose_name_plural = "留痕头记录"
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="trail_head_single", violation_error_message="头记录只有一行。"
            )
        ]

    def __str__(self) -> str:
        return str(self.size)
