"""The public side of a draw: numbers entered by two people, corrections, voids (decisions, Draw 5 and 7)."""

from django.conf import settings
from django.db import models

from inspections.models.draw import Draw
from inspections.models.task import DrawSession
from inspections.status import CorrectionStatus, VoidStatus
from yangcheng_inspect.db import differs, stamped, together


def _hand(label: str, *, null: bool = True) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=null, blank=null, related_name="+", verbose_name=label
    )


class PublicNumber(models.Model):
    """A lottery's numbers for one sitting: entered by one person, entered again by another, with the bulletin."""

    session = models.ForeignKey(DrawSession, models.PROTECT, related_name="public_numbers", verbose_name="抽取场次")
    kind = models.CharField("玩法", max_length=8)
    ref = models.CharField("期号", max_length=32)
    # As the protocol writes them: two digits each, drums one after another.
    values = models.JSONField("号码")
    bulletin = models.CharField("开奖公告出处", max_length=200)
    entered_at = models.DateTimeField("录入时间")
    entered_by = _hand("录入人", null=False)
    confirmed_at = models.DateTimeField("复录时间", null=True, blank=True)
    confirmed_by = _hand("复录人")

    class Meta:
        verbose_name = verbose_name_plural = "开奖号码"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind", "ref"],
                name="inspections_publicnumber_once",
                violation_error_message="这一期的号码已经录入。",
            ),
            together("confirmed_at", "confirmed_by"),
            differs("entered_by", "confirmed_by", "two_hands", "开奖号码须由另一人复录，不能由录入人本人复录。"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class NumberCorrection(models.Model):
    """A number that was entered wrongly, put right after the draw: the bulletin decides, not the operator."""

    session = models.ForeignKey(DrawSession, models.PROTECT, related_name="corrections", verbose_name="抽取场次")
    place = models.PositiveSmallIntegerField("来源次序")
    old_line = models.CharField("原录入", max_length=200)
    new_line = models.CharField("更正为", max_length=200)
    evidence = models.CharField("依据", max_length=300)
    status = models.CharField("状态", max_length=10, choices=CorrectionStatus, default=CorrectionStatus.PENDING)
    proposed_at = models.DateTimeField("提出时间")
    proposed_by = _hand("提出人", null=False)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = _hand("决定人")

    class Meta:
        verbose_name = verbose_name_plural = "号码更正"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(status=CorrectionStatus.PENDING),
                name="inspections_numbercorrection_one_open",
                violation_error_message="本场次已有一件号码更正待确认。",
            ),
            together("decided_at", "decided_by"),
            stamped("status", [CorrectionStatus.DONE, CorrectionStatus.DECLINED], "decided_at"),
            differs("proposed_by", "decided_by", "two_hands", "号码更正须由另一人对照公告确认。"),
        ]

    def __str__(self) -> str:
        return f"{self.old_line} → {self.new_line}"


class SupersededResult(models.Model):
    """The result of a draw as it stood before a number was put right: kept, and public."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="superseded", verbose_name="抽取")
    correction = models.ForeignKey(NumberCorrection, models.PROTECT, related_name="superseded", verbose_name="号码更正")
    public_lines = models.JSONField("抽取号码")
    seed = models.CharField("合成结果", max_length=64)
    result_text = models.TextField("结果文本")
    result_hash = models.CharField("结果校验码", max_length=64)
    computed_at = models.DateTimeField("抽取时间")
    computed_by = _hand("抽取操作人", null=False)

    class Meta:
        verbose_name = verbose_name_plural = "更正前的结果"
        ordering = ["draw", "pk"]

    def __str__(self) -> str:
        return self.result_hash


class VoidRequest(models.Model):
    """A draw somebody wants void: one person asks, 分管局领导 decides, the public reads the reason."""

    class Reason(models.TextChoices):
        """Codes of the public record SSJ-VOID/1."""

        POOL = "POOL", "名录有误"
        NUMBER = "NUMBER", "抽取号码无法取得"
        WITNESS = "WITNESS", "见证人缺席或者不能出数"
        FAULT = "FAULT", "设备或者系统故障"
        PLAN = "PLAN", "任务取消"

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="void_requests", verbose_name="抽取")
    code = models.CharField("理由类别", max_length=10, choices=Reason)
    reason = models.CharField("理由（公开）", max_length=300)
    # Whether a public number was already known when it was asked: then the task is over for good.
    number_known = models.BooleanField("号码已知")
    status = models.CharField("状态", max_length=10, choices=VoidStatus, default=VoidStatus.PENDING)
    proposed_at = models.DateTimeField("提出时间")
    proposed_by = _hand("提出人", null=False)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = _hand("决定人")
    decision = models.CharField("决定意见", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "抽取作废申请"
        ordering = ["draw", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw"],
                condition=models.Q(status=VoidStatus.PENDING),
                name="inspections_voidrequest_one_open",
                violation_error_message="这次抽取已有一件作废申请待决定。",
            ),
            together("decided_at", "decided_by"),
            stamped("status", [VoidStatus.APPROVED, VoidStatus.DECLINED], "decided_at"),
            differs("proposed_by", "decided_by", "two_hands", "作废须由两人办理，不能由提出人本人批准。"),
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.get_status_display()}"


class CeremonyScreen(models.Model):
    """How far the projected screen has come: a lost projector or browser resumes there. It decides nothing."""

    session = models.OneToOneField(
        DrawSession, models.PROTECT, primary_key=True, related_name="screen", verbose_name="抽取场次"
    )
    step = models.PositiveSmallIntegerField("步骤", default=1)
    task = models.PositiveSmallIntegerField("第几个任务", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "抽取现场屏幕"
        ordering = ["session"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.step}"
