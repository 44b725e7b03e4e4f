"""抽查任务 and 抽取场次: one line of the plan carried out once, and the sitting in which it is drawn."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse

from inspections.choices import Disclosure, DrawMode, Reach
from inspections.models.plan import PlanLine
from inspections.status import SessionStatus, TaskStatus
from registry.models import ItemVersion
from yangcheng_inspect.db import differs, together

if TYPE_CHECKING:
    from inspections.models.draw import Draw


def witnesses_only() -> list[list[str]]:
    """The sources of a sitting without a lottery: three witnesses."""
    return [["W", "3"]]


class DrawSession(models.Model):
    """抽取场次: tasks frozen together, one reading of public numbers, one signed sheet (decisions, Draw 1)."""

    title = models.CharField("场次名称", max_length=100)
    held_on = models.DateField("抽取日期")
    place = models.CharField("地点", max_length=100, blank=True)
    sources = models.JSONField("抽取号码来源", default=witnesses_only)
    witnesses = models.CharField("见证人", max_length=200, blank=True)
    # A sitting for teams alone: the firms stay as that draw gave them (decisions, Draw 5).
    supplement_to = models.ForeignKey(
        "inspections.Draw", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="补充抽取所补的抽取"
    )
    supplement_codes = models.JSONField("补充编组的检查对象", default=list, blank=True)
    status = models.CharField("状态", max_length=10, choices=SessionStatus, default=SessionStatus.OPEN)
    opened_at = models.DateTimeField("建立时间")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="建立人")
    # When the named lottery is drawn: from then on a number is known, entered or not (decisions, Draw 5).
    lottery_at = models.DateTimeField("开奖时间", null=True, blank=True)
    # What both hands looked at: the second confirms only what the first proposed.
    pool_digest = models.CharField("提出封存时的名录校验码", max_length=64, blank=True)
    freeze_note = models.CharField("对提醒事项的说明", max_length=300, blank=True)
    # Two networks: the public side's receipt, or the 封存单 signed by the witnesses, opens the next step.
    receipt = models.CharField("公布凭据", max_length=200, blank=True)
    receipt_at = models.DateTimeField("登记公布凭据时间", null=True, blank=True)
    receipt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记公布凭据人"
    )
    proposed_at = models.DateTimeField("提出封存时间", null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出封存人"
    )
    frozen_at = models.DateTimeField("封存时间", null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认封存人"
    )
    drawn_at = models.DateTimeField("抽取时间", null=True, blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="抽取操作人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "抽取场次"
        ordering = ["-held_on", "-pk"]
        constraints = [
            together("proposed_at", "proposed_by"),
            together("frozen_at", "frozen_by"),
            together("drawn_at", "drawn_by"),
            together("receipt_at", "receipt_by"),
            differs("proposed_by", "frozen_by", "two_hands", "封存须由另一人确认，不能由提出人本人确认。"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.pk])


class Task(models.Model):
    """抽查任务: a plan line carried out once. Its number has 18 digits: 140522, yyyymmdd, 1, nnn."""

    number = models.CharField("任务编号", max_length=18, unique=True)
    title = models.CharField("任务名称", max_length=100)
    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="tasks", verbose_name="计划任务")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+", verbose_name="事项版本")
    session = models.ForeignKey(
        DrawSession, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="抽取场次"
    )
    status = models.CharField("状态", max_length=10, choices=TaskStatus, default=TaskStatus.READY)
    from_on = models.DateField("检查开始日期")
    to_on = models.DateField("检查截止日期")
    reserve = models.PositiveSmallIntegerField("每层递补户数", default=2)
    team_size = models.PositiveSmallIntegerField("每组人数", default=2)
    reach = models.CharField("选派范围", max_length=10, choices=Reach, default=Reach.COUNTY)
    disclosure = models.CharField("公开时机", max_length=10, choices=Disclosure, default=Disclosure.AFTER)
    # The same scope was drawn before and voided after its numbers were known: 分管局领导 approves (decisions, Draw 5).
    again_reason = models.CharField("再次抽查的理由", max_length=300, blank=True)
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    created_at = models.DateTimeField("建立时间")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="建立人")

    class Meta:
        verbose_name = verbose_name_plural = "抽查任务"
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(team_size__gte=2),
                name="inspections_task_two_officers",
                violation_error_message="检查人员不得少于两人。",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("to_on")),
                name="inspections_task_dates",
                violation_error_message="检查截止日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[TaskStatus.PROPOSED, TaskStatus.READY, TaskStatus.CANCELLED])
                | models.Q(session__isnull=False),
                name="inspections_task_frozen_in_session",
                violation_error_message="封存过的任务必须属于一个抽取场次。",
            ),
            together("approved_at", "approved_by"),
            differs("created_by", "approved_by", "two_hands", "任务不得由建立人本人批准。"),
            models.CheckConstraint(
                condition=models.Q(again_reason="")
                | models.Q(status__in=[TaskStatus.PROPOSED, TaskStatus.CANCELLED])
                | models.Q(approved_at__isnull=False),
                name="inspections_task_again_approved",
                violation_error_message="作废后再次抽查的任务须经分管局领导批准。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("task", args=[self.pk])

    @property
    def mode(self) -> DrawMode:
        return DrawMode(self.line.mode)

    @property
    def live_draw(self) -> "Draw | None":
        """The one draw of firms that is not void; supplementary draws only add teams to it."""
        return self.draws.exclude(status="VOID").filter(supplement_to__isnull=True).first()
