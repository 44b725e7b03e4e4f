"""What becomes of a record once it is handed in: its sealed texts, what was added, what reviewers marked, its void."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.models.record import Inspection
from inspections.models.visit import Visit
from inspections.status import VoidStatus
from registry.models import CheckPoint
from yangcheng_inspect.db import differs, together


class RecordSeal(models.Model):
    """封存: the canonical text of a whole record as it was handed in, kept for good. A return leads to the next one.

    `text` is the form SSJ-RECORD/1 of `inspections.sealed_text`; `sha256` is the hex digest of its UTF-8 bytes.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="seals", verbose_name="检查记录")
    no = models.PositiveSmallIntegerField("第几次封存")
    text = models.TextField("封存文本")
    sha256 = models.CharField("校验码", max_length=64)
    sealed_at = models.DateTimeField("封存时间")
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提交人")

    class Meta:
        verbose_name = verbose_name_plural = "检查记录封存文本"
        ordering = ["inspection", "no"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "no"],
                name="inspections_recordseal_once",
                violation_error_message="这一次封存已经登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.no} 次封存 {self.sha256[:8]}"


class Addendum(models.Model):
    """补充说明 below a sealed record: who adds what, when and why. The record itself stays as it was signed."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="addenda", verbose_name="检查记录")
    no = models.PositiveSmallIntegerField("第几份")
    reason = models.CharField("补充的理由", max_length=300)
    text = models.TextField("补充说明", max_length=1000)
    added_at = models.DateTimeField("补充时间")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="补充人")

    class Meta:
        verbose_name = verbose_name_plural = "补充说明"
        ordering = ["inspection", "no"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "no"],
                name="inspections_addendum_once",
                violation_error_message="这一份补充说明已经登记。",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(text=""),
                name="inspections_addendum_said",
                violation_error_message="补充说明须写明内容和理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"补充说明 {self.no}"


class ReviewMark(models.Model):
    """What a reviewer marked at one place of a sealed record: looked at and right, or sent back with a remark."""

    class Section(models.TextChoices):
        FACTS = "FACTS", "事实清楚"
        EVIDENCE = "EVIDENCE", "证据充分"
        BASIS = "BASIS", "依据准确"
        HANDLING = "HANDLING", "处理适当"
        PUBLIC = "PUBLIC", "公示文字"

    class Verdict(models.TextChoices):
        RIGHT = "RIGHT", "已核对"
        RETURN = "RETURN", "退回"

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="marks", verbose_name="检查记录")
    seal = models.ForeignKey(RecordSeal, models.PROTECT, related_name="marks", verbose_name="所核对的封存文本")
    check_point = models.ForeignKey(
        CheckPoint, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="检查要点"
    )
    section = models.CharField("核对方面", max_length=10, choices=Section, blank=True)
    verdict = models.CharField("核对意见", max_length=6, choices=Verdict)
    remark = models.CharField("退回意见", max_length=300, blank=True)
    marked_at = models.DateTimeField("核对时间")
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="核对人")

    class Meta:
        verbose_name = verbose_name_plural = "逐项核对"
        ordering = ["inspection", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(check_point__isnull=True, section__gt="") | Q(check_point__isnull=False, section=""),
                name="inspections_reviewmark_one_place",
                violation_error_message="一条核对意见只针对一个检查要点或者一个方面。",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="RETURN") | ~Q(remark=""),
                name="inspections_reviewmark_return_says_why",
                violation_error_message="退回的，须写明意见。",
            ),
            models.UniqueConstraint(
                fields=["seal", "check_point", "section", "marked_by"],
                nulls_distinct=False,
                name="inspections_reviewmark_once",
                violation_error_message="同一人对同一处只核对一次。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}：{self.remark or self.get_verdict_display()}"

    @property
    def place(self) -> str:
        """第 3 项, or the words of the section."""
        return f"第 {self.check_point.order} 项" if self.check_point else str(self.get_section_display())


class RecordVoid(models.Model):
    """记录作废: the sealed record of a visit to the wrong firm. Two people decide, nothing is deleted."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="voids", verbose_name="检查")
    found = models.CharField("实际到达的单位", max_length=200)
    reason = models.CharField("作废的理由", max_length=300)
    status = models.CharField("状态", max_length=10, choices=VoidStatus, default=VoidStatus.PENDING)
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    decision = models.CharField("决定的理由", max_length=300, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "检查记录作废"
        ordering = ["pk"]
        constraints = [
            together("decided_at", "decided_by"),
            differs("asked_by", "decided_by", "two_hands", "作废须由两人办理。"),
            models.CheckConstraint(
                condition=Q(status=VoidStatus.PENDING, decided_at__isnull=True)
                | (~Q(status=VoidStatus.PENDING) & Q(decided_at__isnull=False)),
                name="inspections_recordvoid_decided",
                violation_error_message="状态与决定时间不一致。",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(found=""),
                name="inspections_recordvoid_said",
                violation_error_message="作废须写明理由和实际到达的单位。",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(status=VoidStatus.PENDING),
                name="inspections_recordvoid_one_pending",
                violation_error_message="这次检查已有一件作废申请待决定。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit.number} {self.get_status_display()}"
