"""换人: an officer says why he cannot go, somebody decides, the rule says who steps in (decisions, Draw 6)."""

from django.conf import settings
from django.db import models

from inspections.models.draw import Draw
from inspections.models.outcome import DrawnEntity
from inspections.models.pool_rows import PoolInspector
from inspections.models.visit import Visit
from inspections.status import ExcuseStatus
from registry.models import Inspector
from yangcheng_inspect.db import differs, stamped, together


class Excuse(models.Model):
    """回避申请, or another reason why an officer of a team cannot go. Decided within two days (程序规定第21条)."""

    class Reason(models.TextChoices):
        """Codes of the public record SSJ-REPLACE/1; the first three are the legal grounds (程序规定第17条)."""

        PARTY = "PARTY", "是当事人或者当事人近亲属"
        INTEREST = "INTEREST", "本人或者近亲属与检查对象有利害关系"
        FAIRNESS = "FAIRNESS", "与检查对象有其他关系，可能影响公正"
        ABSENCE = "ABSENCE", "请假、值班、出差或者借调"
        CERTIFICATE = "CERTIFICATE", "执法证失效"
        LOGIN = "LOGIN", "离开岗位，账号停用"

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="excuses", verbose_name="检查")
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="+", verbose_name="检查人员")
    reason = models.CharField("事由", max_length=12, choices=Reason)
    # Stays inside: the public record carries the code alone (decisions, Draw 8).
    note = models.CharField("说明", max_length=300, blank=True)
    status = models.CharField("状态", max_length=10, choices=ExcuseStatus, default=ExcuseStatus.PENDING)
    # The business asked on arrival; an officer of the team wrote it down, so `asked_by` is his login.
    by_business = models.BooleanField("检查对象申请", default=False)
    applicant = models.CharField("申请回避的人", max_length=50, blank=True)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    due_on = models.DateField("决定期限")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    decision = models.CharField("决定意见", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "换人申请"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "inspector"],
                condition=models.Q(status=ExcuseStatus.PENDING),
                name="inspections_excuse_one_open",
                violation_error_message="已有一件申请待决定。",
            ),
            together("decided_at", "decided_by"),
            stamped("status", [ExcuseStatus.APPROVED, ExcuseStatus.DECLINED], "decided_at"),
            differs("asked_by", "decided_by", "two_hands", "不能由申请人本人决定。"),
        ]

    def __str__(self) -> str:
        return f"{self.inspector} {self.get_reason_display()}"

    @property
    def is_recusal(self) -> bool:
        return self.reason in (self.Reason.PARTY, self.Reason.INTEREST, self.Reason.FAIRNESS)


class Replacement(models.Model):
    """One SSJ-REPLACE/1 record, verbatim: who left, who stepped in by the rule. Append-only, chained per draw."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="replacements", verbose_name="抽取")
    seq = models.PositiveSmallIntegerField("次序")
    drawn = models.ForeignKey(DrawnEntity, models.PROTECT, related_name="replacements", verbose_name="抽中对象")
    outgoing = models.ForeignKey(PoolInspector, models.PROTECT, related_name="+", verbose_name="换下")
    incoming = models.ForeignKey(PoolInspector, models.PROTECT, related_name="+", verbose_name="换上")
    excuse = models.ForeignKey(Excuse, models.PROTECT, related_name="replacements", verbose_name="换人申请")
    text = models.TextField("替换记录")
    hash = models.CharField("校验码", max_length=64)
    made_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "人员替换"
        ordering = ["draw", "seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "seq"],
                name="inspections_replacement_seq",
                violation_error_message="替换记录的次序重复。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.outgoing} → {self.incoming}"
