"""What belongs to a 责令改正通知书: extensions, the business's proof, the names under the re-inspection."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.follow_up_status import ExtensionStatus
from inspections.models.follow_up import Rectification
from inspections.models.visit_officer import VisitOfficer
from yangcheng_inspect.db import differs, stamped, together


class Extension(models.Model):
    """延期: asked for with a reason, decided by 所队长, granted once."""

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="extensions", verbose_name="责令改正")
    until = models.DateField("延至")
    reason = models.CharField("理由", max_length=300)
    status = models.CharField("状态", max_length=10, choices=ExtensionStatus, default=ExtensionStatus.PENDING)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    decision = models.CharField("决定意见", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "改正延期"
        ordering = ["rectification", "pk"]
        constraints = [
            together("decided_at", "decided_by"),
            stamped("status", [ExtensionStatus.APPROVED, ExtensionStatus.DECLINED], "decided_at"),
            differs("asked_by", "decided_by", "hands", "不得决定本人提出的延期。"),
            models.UniqueConstraint(
                fields=["rectification"],
                condition=~Q(status=ExtensionStatus.DECLINED),
                name="inspections_extension_once",
                violation_error_message="改正期限只能延长一次。",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="inspections_extension_reason",
                violation_error_message="延期须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"延至 {self.until}"


class Proof(models.Model):
    """企业整改材料: what the business says it did, with what it handed in."""

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="proofs", verbose_name="责令改正")
    text = models.TextField("整改情况", max_length=1000)
    received_on = models.DateField("收到日期")
    received_at = models.DateTimeField("登记时间")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "整改材料"
        ordering = ["rectification", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="inspections_proof_text",
                violation_error_message="请写明企业的整改情况。",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:20]


class ProofFile(models.Model):
    """A picture of the proof, kept under its hash without what the camera wrote."""

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="files", verbose_name="责令改正")
    proof = models.ForeignKey(Proof, models.PROTECT, related_name="files", verbose_name="整改材料")
    sha256 = models.CharField("校验码", max_length=64)
    size = models.PositiveIntegerField("大小（字节）")

    class Meta:
        verbose_name = verbose_name_plural = "整改材料附件"
        ordering = ["proof", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proof", "sha256"],
                name="inspections_prooffile_once",
                violation_error_message="这张图片已经上传过。",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:8]


class RecheckSignature(models.Model):
    """One of the two officers puts his name to the outcome of the re-inspection, with his own login."""

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="signatures", verbose_name="责令改正")
    officer = models.ForeignKey(VisitOfficer, models.PROTECT, related_name="+", verbose_name="复查人员")
    signed_at = models.DateTimeField("签名时间")
    # 所队长 sent the conclusion back: the name under the old one is kept and no longer counts.
    standing = models.BooleanField("有效", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "复查签名"
        ordering = ["rectification", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rectification", "officer"],
                condition=Q(standing=True),
                name="inspections_rechecksignature_once",
                violation_error_message="同一人只签一次名。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.officer)
