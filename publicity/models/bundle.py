"""传输包: what was sent to the public machine, file after file, and when each arrived there (architecture, point 9)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from publicity.transfer_status import TransferStatus
from yangcheng_inspect.db import stamped, together


class BundleQuerySet(models.QuerySet["Bundle"]):
    def waiting(self) -> "BundleQuerySet":
        """Made, and no receipt has come back; the oldest first."""
        return self.filter(status=TransferStatus.EXPORTED).order_by("no")


class Bundle(models.Model):
    """One signed file. `publications` are the entries in it that the public reads from then on, by our own number.

    The receipt says when the public machine took it in: that moment, not the making of the file, is 公示时间.
    """

    no = models.PositiveIntegerField("传输包编号", unique=True)
    status = models.CharField("状态", max_length=12, choices=TransferStatus, default=TransferStatus.EXPORTED)
    sha256 = models.CharField("文件校验码", max_length=64, unique=True)
    prev = models.CharField("上一个文件的校验码", max_length=64, blank=True)
    origin = models.CharField("日志名称", max_length=200)
    size = models.BigIntegerField("留痕记录数")
    root = models.CharField("总校验码", max_length=64)
    counts = models.JSONField("各类条数", default=dict)
    publications = models.JSONField("所含公示（内部编号）", default=list)
    made_at = models.DateTimeField("导出时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="导出人"
    )
    imported_at = models.DateTimeField("外网导入时间", null=True, blank=True)
    acknowledged_at = models.DateTimeField("回执登记时间", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="回执登记人"
    )

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "传输包"
        ordering = ["-no"]
        constraints = [
            together("imported_at", "acknowledged_at"),
            together("acknowledged_at", "acknowledged_by"),
            stamped("status", [TransferStatus.ACKNOWLEDGED], "acknowledged_at"),
            models.CheckConstraint(
                condition=Q(no__gte=1) & (Q(no=1) | ~Q(prev="")),
                name="publicity_bundle_chained",
                violation_error_message="传输包从 1 起编号，从第 2 个起写明上一个文件的校验码。",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.no} 号传输包"

    @property
    def results(self) -> int:
        """How many entries the public reads from then on."""
        return len(self.publications)


class ExportedRow(models.Model):
    """What the public machine has been sent of one public row: the digest of its JSON (`transfer.KINDS`)."""

    kind = models.CharField("种类", max_length=20)
    key = models.CharField("行", max_length=100)
    digest = models.CharField("校验码", max_length=64)
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="rows", verbose_name="传输包")

    class Meta:
        verbose_name = verbose_name_plural = "已导出的公示行"
        ordering = ["kind", "key"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="publicity_exported_once", violation_error_message="该行已经登记。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class InboxBundle(models.Model):
    """来信传输包: a signed file with what the public sent in, taken in on this side."""

    no = models.PositiveIntegerField("来信传输包编号", unique=True)
    sha256 = models.CharField("文件校验码", max_length=64, unique=True)
    letters = models.PositiveIntegerField("来信件数")
    refused = models.JSONField("没有收下的来信", default=list, blank=True)
    taken_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = verbose_name_plural = "来信传输包"
        ordering = ["-no"]
        constraints = [
            models.CheckConstraint(
                condition=Q(no__gte=1),
                name="publicity_inboxbundle_numbered",
                violation_error_message="来信传输包从 1 起编号。",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.no} 号来信传输包"
