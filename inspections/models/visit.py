"""检查（一次到访）: one firm, one team, one arrival, one signature; a record per item hangs below."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from inspections.choices import CAPPED_KINDS, DESK_METHODS, WHY_APART, Channel, Method, VisitKind
from inspections.models.draw import Draw
from inspections.models.outcome import DrawnEntity
from inspections.models.task import Task
from inspections.status import CALLED_OFF, FINISHED, ApprovalStatus, RecordStatus, VisitStatus
from registry.models import MarketEntity, Unit
from yangcheng_inspect.accounts.units import headed_units
from yangcheng_inspect.db import stamped, together

if TYPE_CHECKING:
    from inspections.models.follow_up import Rectification
    from inspections.models.record import Confirmation
    from inspections.models.visit_officer import VisitOfficer
    from yangcheng_inspect.accounts.models import User


class VisitApprovalQuerySet(models.QuerySet["VisitApproval"]):
    def visible_to(self, user: "User") -> "VisitApprovalQuerySet":
        """Whoever sees one of the visits, drew the form up, or heads the unit that issues it."""
        if user.has_perm("inspections.view_all"):
            return self
        own = Q(visits__in=Visit.objects.visible_to(user).values("pk")) | Q(drafted_by=user)
        return self.filter(own | Q(unit__code__in=headed_units(user))).distinct()

    def pending(self) -> "VisitApprovalQuerySet":
        """On somebody's desk."""
        return self.filter(status__in=[ApprovalStatus.PENDING_HEAD, ApprovalStatus.PENDING_LEADER])

    def to_submit(self) -> "VisitApprovalQuerySet":
        """Drawn up or sent back, not yet on anybody's desk."""
        return self.filter(status__in=[ApprovalStatus.DRAFT, ApprovalStatus.RETURNED])

    def for_page(self) -> "VisitApprovalQuerySet":
        return self.select_related("unit", "draw__task", "submitted_by", "reviewed_by", "approved_by").prefetch_related(
            "visits__officers__inspector__unit", "visits__inspections__version__item"
        )


class VisitApproval(models.Model):
    """行政检查审批表: approval before the visit, one form per batch with firms and officers as annex."""

    number = models.CharField("文号", max_length=40, unique=True)
    draw = models.OneToOneField(
        Draw, models.PROTECT, null=True, blank=True, related_name="approval", verbose_name="抽取"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="承办单位")
    source = models.CharField("任务来源", max_length=200)
    why_on_site = models.CharField("能否不入企", max_length=300, blank=True)
    status = models.CharField("状态", max_length=20, choices=ApprovalStatus, default=ApprovalStatus.DRAFT)
    drafted_at = models.DateTimeField("拟稿时间")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="承办人")
    submitted_at = models.DateTimeField("报批时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报批人"
    )
    reviewed_at = models.DateTimeField("所队长审核时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    returned_reason = models.CharField("退回意见", max_length=300, blank=True)
    # 情况紧急: checked first, approved by 分管局领导 afterwards within the days of `services/urgent.py`.
    urgent_ground = models.CharField("紧急事由", max_length=300, blank=True)
    urgent_at = models.DateTimeField("同意先行检查时间", null=True, blank=True)
    urgent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="同意先行检查人"
    )
    urgent_due_on = models.DateField("补批期限", null=True, blank=True)

    objects = VisitApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政检查审批表"
        ordering = ["-pk"]
        constraints = [
            together("submitted_at", "submitted_by"),
            together("reviewed_at", "reviewed_by"),
            together("approved_at", "approved_by"),
            together("urgent_at", "urgent_by"),
            together("urgent_at", "urgent_due_on"),
            stamped("status", [ApprovalStatus.APPROVED], "approved_at"),
            models.CheckConstraint(
                condition=Q(urgent_at__isnull=True) | ~Q(urgent_ground=""),
                name="inspections_visitapproval_urgent_ground",
                violation_error_message="先行检查须写明紧急事由。",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("submitted_by")) & ~Q(approved_by=F("reviewed_by"))),
                name="inspections_visitapproval_hands",
                violation_error_message="审批人不能是报批人或审核人本人。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("approval", args=[self.pk])


class VisitQuerySet(models.QuerySet["Visit"]):
    def of_officer(self, user: "User") -> "VisitQuerySet":
        """Visits on whose team this person is."""
        return self.filter(officers__inspector__user=user).distinct()

    def visible_to(self, user: "User") -> "VisitQuerySet":
        """Who sees all sees all; a unit head sees the unit's; an officer his own."""
        if user.has_perm("inspections.view_all"):
            return self
        own = Q(officers__inspector__user=user)
        if user.has_perm("inspections.view_unit"):
            units = headed_units(user)
            own |= Q(unit__code__in=units) | Q(officers__inspector__unit__code__in=units)
        return self.filter(own).distinct()

    def told_to(self, user: "User") -> "VisitQuerySet":
        """What a firm's file may tell: a drawn visit that has not ended only to whom it concerns (decisions, Draw 8).

        An officer who is not on the team must not know whom the draw gave: the firm would be warned.
        """
        if user.has_perm("inspections.view_all") or user.has_perm("inspections.view_draws"):
            return self
        own = Visit.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(drawn__isnull=True) | Q(ended_on__isnull=False) | Q(pk__in=own))

    def of_firm(self, entity: MarketEntity) -> "VisitQuerySet":
        """Also what was done at a row that turned out to be the same firm."""
        return self.filter(Q(entity=entity) | Q(entity__merged_into=entity))

    def counted(self, year: int) -> "VisitQuerySet":
        """Those that count against the yearly cap; a merged visit counts once, with the one it joins."""
        joined = Q(joins__kind__in=CAPPED_KINDS) & ~Q(joins__status__in=CALLED_OFF)
        own = self.filter(kind__in=CAPPED_KINDS, due_on__year=year).exclude(joined)
        return own.exclude(status__in=CALLED_OFF)

    def open(self) -> "VisitQuerySet":
        return self.filter(status__in=[VisitStatus.PENDING, VisitStatus.READY, VisitStatus.ONSITE])

    def unfinished(self) -> "VisitQuerySet":
        """Open, or with a record that is not approved yet."""
        going = Q(inspections__status__in=[status for status in RecordStatus if status not in FINISHED])
        return self.exclude(status__in=CALLED_OFF).filter(going).distinct()

    def for_page(self) -> "VisitQuerySet":
        return self.select_related("entity", "task", "unit", "approval").prefetch_related(
            "officers__inspector__unit", "inspections__version__item"
        )


class Visit(models.Model):
    """One arrival of one team at one firm, drawn or ordered (方案四(三): 检查人员不得少于两人)."""

    number = models.CharField("检查编号", max_length=40, unique=True)
    kind = models.CharField("检查类型", max_length=10, choices=VisitKind, default=VisitKind.RANDOM)
    entity = models.ForeignKey(MarketEntity, models.PROTECT, related_name="visits", verbose_name="检查对象")
    drawn = models.OneToOneField(
        DrawnEntity, models.PROTECT, null=True, blank=True, related_name="visit", verbose_name="抽中记录"
    )
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="抽查任务"
    )
    # The drawn place passes on to the visit that takes the place of a voided one.
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="因其作废而重新检查"
    )
    approval = models.ForeignKey(VisitApproval, models.PROTECT, related_name="visits", verbose_name="审批表")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    reason = models.CharField("检查事由", max_length=300, blank=True)
    # The firm as it was when it was drawn or ordered: a later move changes only who sees new work.
    name = models.CharField("单位名称", max_length=200)
    code = models.CharField("统一社会信用代码/注册号", max_length=32)
    address = models.CharField("地址", max_length=300, blank=True)
    town = models.CharField("乡镇", max_length=20, blank=True)
    nth_of_year = models.PositiveSmallIntegerField("本年度第几次")
    yearly_cap = models.PositiveSmallIntegerField("年度上限", default=0)
    # What the cap rests on and who lifted it, as it stood: printed on the approval form.
    cap_extra = models.PositiveSmallIntegerField("批准增加次数", default=0)
    cap_note = models.CharField("上限说明", max_length=300, blank=True)
    method = models.CharField("检查方式", max_length=10, choices=Method, default=Method.ONSITE)
    status = models.CharField("状态", max_length=10, choices=VisitStatus, default=VisitStatus.PENDING)
    planned_on = models.DateField("计划日期", null=True, blank=True)
    due_on = models.DateField("检查截止日期")
    # 合并检查: this visit shares arrival, notice and signature of the other one, and is not counted again.
    joins = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name="并入的检查"
    )
    # How many 协助人员 the approval allowed; empty until it is approved.
    companions_approved = models.PositiveSmallIntegerField("批准的协助人员数", null=True, blank=True)
    scan_code = models.CharField("入企扫码编号", max_length=60, blank=True)
    scanned_at = models.DateTimeField("入企扫码时间", null=True, blank=True)
    notice_channel = models.CharField("通知书送达方式", max_length=10, choices=Channel, blank=True)
    # 书面、网络、远程: the finished record was sent to the business, which has until then to answer.
    reply_asked_on = models.DateField("送请确认日期", null=True, blank=True)
    reply_by = models.DateField("答复期限", null=True, blank=True)
    notice_served_at = models.DateTimeField("通知书送达时间", null=True, blank=True)
    rights_read_at = models.DateTimeField("权利告知时间", null=True, blank=True)
    attendee = models.CharField("在场负责人", max_length=50, blank=True)
    attendee_role = models.CharField("在场人身份", max_length=50, blank=True)
    recorder_no = models.CharField("执法记录仪文件编号", max_length=60, blank=True)
    ended_on = models.DateField("检查结束日期", null=True, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提交人"
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查"
        ordering = ["due_on", "pk"]
        constraints = [
            together("submitted_at", "submitted_by"),
            together("reply_asked_on", "reply_by"),
            stamped("status", [VisitStatus.SUBMITTED, VisitStatus.VOIDED], "submitted_at"),
            stamped("status", [VisitStatus.SUBMITTED], "ended_on"),
            models.CheckConstraint(
                condition=Q(kind=VisitKind.RANDOM, drawn__isnull=False, task__isnull=False)
                | Q(kind=VisitKind.RANDOM, status=VisitStatus.VOIDED, task__isnull=False)
                | (~Q(kind=VisitKind.RANDOM) & Q(drawn__isnull=True) & ~Q(reason="")),
                name="inspections_visit_drawn_or_reasoned",
                violation_error_message="不是随机抽中的检查须写明检查事由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("visit", args=[self.pk])

    @property
    def counts(self) -> bool:
        """Whether it is one of the checks that the yearly cap limits."""
        return self.kind not in WHY_APART

    @property
    def at_desk(self) -> bool:
        """书面、网络、远程: nobody goes to the business."""
        return self.method in DESK_METHODS

    @property
    def frequency(self) -> str:
        """第 2 次，上限 2 次，经批准增加 1 次; or that it is counted apart, and why."""
        if not self.counts:
            return f"第 {self.nth_of_year} 次{self.get_kind_display()}，{WHY_APART[self.kind]}，不计入年度检查频次"
        words = [f"第 {self.nth_of_year} 次"]
        if self.yearly_cap:
            words.append(f"上限 {self.yearly_cap} 次")
        if self.cap_extra:
            words.append(f"经批准增加 {self.cap_extra} 次")
        return "，".join(words)

    @property
    def lead(self) -> "VisitOfficer | None":
        """主办民警."""
        return next((officer for officer in self.officers.all() if officer.leads), None)

    @property
    def order_behind(self) -> "Rectification | None":
        """The order to rectify that this visit re-inspects."""
        return getattr(self, "recheck_of", None)

    @property
    def said(self) -> "Confirmation | None":
        """What the business said, or None while it has not."""
        return getattr(self, "confirmation", None)
