"""线索移送: what is another body's, or another unit's, goes to whose it is, and a reply is awaited (方案三(二)4)."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from inspections.follow_up_status import ReferralStatus
from inspections.models.record import Inspection
from inspections.models.visit import Visit
from yangcheng_inspect.db import differs, stamped, together

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User

OUT = [ReferralStatus.ISSUED, ReferralStatus.RECEIVED]
UNSENT = [ReferralStatus.PENDING_HEAD, ReferralStatus.PENDING_LEADER, ReferralStatus.RETURNED]


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, user: "User") -> "ReferralQuerySet":
        return self.filter(inspection__visit__in=Visit.objects.visible_to(user).order_by().values("pk"))

    def pending(self) -> "ReferralQuerySet":
        """On somebody's desk for a decision."""
        return self.filter(status__in=[ReferralStatus.PENDING_HEAD, ReferralStatus.PENDING_LEADER])

    def out(self) -> "ReferralQuerySet":
        """Sent, and no reply yet."""
        return self.filter(status__in=OUT)

    def late(self, moment: datetime) -> "ReferralQuerySet":
        """Not sent in time, or sent and not answered in time."""
        late = Q(status__in=OUT, reply_due_on__lt=localdate(moment))
        return self.filter(late | Q(status__in=UNSENT, due_at__lt=moment))

    def for_page(self) -> "ReferralQuerySet":
        return self.select_related(
            "inspection__visit__unit", "inspection__version__item", "drafted_by", "reviewed_by", "issued_by"
        ).prefetch_related("inspection__visit__officers__inspector__unit")


class Referral(models.Model):
    """案件线索移送函: what is not this bureau's, or not this unit's, goes to whose it is, and a reply is awaited."""

    class Matter(models.TextChoices):
        CRIME = "CRIME", "涉嫌犯罪"
        OTHER = "OTHER", "其他部门职责"

    # Taken at approval, so that a letter which never goes out leaves no gap.
    number = models.CharField("文号", max_length=40, unique=True, null=True, blank=True)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="referrals", verbose_name="检查记录")
    matter = models.CharField("线索性质", max_length=10, choices=Matter)
    # Inside the police the law gives 24 hours (程序规定六十一条); outside it gives none.
    inside = models.BooleanField("公安机关内部移送", default=False)
    receiver = models.CharField("接收机关", max_length=100)
    subject = models.CharField("案由", max_length=200)
    facts = models.TextField("主要事实", max_length=1000)
    grounds = models.TextField("移送理由和法律依据", max_length=1000)
    status = models.CharField("状态", max_length=20, choices=ReferralStatus, default=ReferralStatus.PENDING_HEAD)
    drafted_at = models.DateTimeField("拟稿时间")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="承办人")
    # From the moment the matter was known: a letter written late is late on the day it is written.
    due_at = models.DateTimeField("移送期限")
    reviewed_at = models.DateTimeField("所队长审核时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    issued_at = models.DateTimeField("批准移送时间", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    returned_reason = models.CharField("退回意见", max_length=300, blank=True)
    reply_due_on = models.DateField("催办日期", null=True, blank=True)
    received_on = models.DateField("回执日期", null=True, blank=True)
    received_by_whom = models.CharField("接收人", max_length=50, blank=True)
    accepted = models.BooleanField("是否受理", null=True, blank=True)
    replied_on = models.DateField("回复日期", null=True, blank=True)
    reply = models.TextField("处理结果", max_length=1000, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "线索移送"
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            together("reviewed_at", "reviewed_by"),
            together("issued_at", "issued_by"),
            stamped("status", [ReferralStatus.PENDING_LEADER, *OUT, ReferralStatus.REPLIED], "reviewed_at"),
            stamped("status", [*OUT, ReferralStatus.REPLIED], "issued_at"),
            stamped("status", [ReferralStatus.REPLIED], "replied_on"),
            differs("drafted_by", "issued_by", "author_not_approver", "不得审批本人拟的移送函。"),
            differs("drafted_by", "reviewed_by", "author_not_reviewer", "不得审核本人拟的移送函。"),
            differs("reviewed_by", "issued_by", "reviewer_not_approver", "审核人和审批人不能是同一人。"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, issued_at__isnull=True)
                | Q(number__isnull=False, issued_at__isnull=False),
                name="inspections_referral_number",
                violation_error_message="移送函批准时编文号，没有批准的不编。",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | ~Q(received_by_whom=""),
                name="inspections_referral_receipt",
                violation_error_message="登记回执须写明接收人。",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.RECEIVED) | Q(received_on__isnull=False),
                name="inspections_referral_received",
                violation_error_message="已回执的，须登记回执日期。",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True) | ~Q(reply=""),
                name="inspections_referral_reply",
                violation_error_message="登记回复须写明处理结果。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.receiver}"

    def get_absolute_url(self) -> str:
        return reverse("referral", args=[self.pk])

    @property
    def title(self) -> str:
        """What the letter is called: its number, or that it has none yet."""
        return self.number or "移送函（待编号）"


class ReferralEvidence(models.Model):
    """证据材料清单: one line of the list that goes with the letter."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="evidence", verbose_name="线索移送")
    order = models.PositiveSmallIntegerField("序号")
    name = models.CharField("材料名称", max_length=100)
    copies = models.PositiveSmallIntegerField("份数", default=1)
    pages = models.PositiveSmallIntegerField("页数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "移送证据材料"
        ordering = ["referral", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "order"],
                name="inspections_referralevidence_order",
                violation_error_message="证据材料的序号不能重复。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
