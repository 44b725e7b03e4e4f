"""检查记录: what was found, item by item, and what the business said to it (方案三(二)2, 四(三))."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from inspections.choices import AnswerChoice, Channel, Opinion, RefusalReason, Result
from inspections.models.visit import Visit
from inspections.status import RecordStatus
from registry.models import CheckPoint, ItemVersion
from yangcheng_inspect.db import differs, stamped, together

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User

LATER_THAN_SUBMITTED = [RecordStatus.SUBMITTED, RecordStatus.REVIEWED, RecordStatus.CHECKED, RecordStatus.APPROVED]


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: "User") -> "InspectionQuerySet":
        return self.filter(visit__in=Visit.objects.visible_to(user).values("pk"))

    def in_chain(self) -> "InspectionQuerySet":
        """Submitted and not yet approved."""
        return self.filter(status__in=[RecordStatus.SUBMITTED, RecordStatus.REVIEWED, RecordStatus.CHECKED])

    def not_mine(self, user: "User") -> "InspectionQuerySet":
        """Without the cases on whose team this person is: nobody decides on a case of his own."""
        return self.exclude(visit__officers__inspector__user=user)

    def for_page(self) -> "InspectionQuerySet":
        return self.select_related(
            "visit__entity", "visit__unit", "visit__task", "visit__confirmation", "version__item"
        ).prefetch_related("visit__officers__inspector__unit", "visit__disputes")


class Inspection(models.Model):
    """The record of one item in one visit. No verdict has a default: an empty result is 未填."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="inspections", verbose_name="检查")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+", verbose_name="抽查事项")
    status = models.CharField("状态", max_length=10, choices=RecordStatus, default=RecordStatus.OPEN)
    result = models.CharField("检查结果", max_length=12, choices=Result, blank=True)
    # Why it is another result than the answers propose (`suggest.py`).
    result_reason = models.CharField("与建议不同的理由", max_length=300, blank=True)
    # Goes up with each save: a phone that comes back can tell whether somebody wrote meanwhile.
    revision = models.PositiveIntegerField("修改次数", default=0)
    note = models.TextField("情况说明", max_length=1000, blank=True)
    # From the version's own list; anything else stands in `other_handling` with its reason.
    handlings = models.JSONField("采取的处理", default=list, blank=True)
    other_handling = models.CharField("清单以外的处理", max_length=100, blank=True)
    handling_reason = models.CharField("清单以外处理的理由", max_length=300, blank=True)
    handling = models.TextField("处理措施", max_length=500, blank=True)
    rectify_by = models.DateField("改正期限", null=True, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提交人"
    )
    reviewed_at = models.DateTimeField("所队长审核时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所队长"
    )
    checked_at = models.DateTimeField("双随机办审核时间", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="双随机办审核人"
    )
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    returned_reason = models.CharField("退回意见", max_length=300, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查记录"
        ordering = ["visit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "version"],
                name="inspections_inspection_once",
                violation_error_message="一次检查中每个事项只有一份记录。",
            ),
            together("submitted_at", "submitted_by"),
            together("reviewed_at", "reviewed_by"),
            together("checked_at", "checked_by"),
            together("approved_at", "approved_by"),
            stamped("status", [*LATER_THAN_SUBMITTED, RecordStatus.VOIDED], "submitted_at"),
            stamped("status", [RecordStatus.REVIEWED, RecordStatus.CHECKED, RecordStatus.APPROVED], "reviewed_at"),
            stamped("status", [RecordStatus.CHECKED, RecordStatus.APPROVED], "checked_at"),
            stamped("status", [RecordStatus.APPROVED], "approved_at"),
            differs("submitted_by", "reviewed_by", "author_not_reviewer", "不得审核本人提交的记录。"),
            differs("submitted_by", "checked_by", "author_not_checker", "不得审核本人提交的记录。"),
            differs("reviewed_by", "checked_by", "reviewer_not_checker", "两个审核环节不能由同一人办理。"),
            differs("checked_by", "approved_by", "checker_not_approver", "审核人和审批人不能是同一人。"),
            differs("submitted_by", "approved_by", "author_not_approver", "不得审批本人提交的记录。"),
            differs("reviewed_by", "approved_by", "reviewer_not_approver", "审核人和审批人不能是同一人。"),
            models.CheckConstraint(
                condition=~Q(status__in=LATER_THAN_SUBMITTED) | ~Q(result=""),
                name="inspections_inspection_result_when_submitted",
                violation_error_message="提交前须填写检查结果。",
            ),
            models.CheckConstraint(
                condition=Q(other_handling="") | ~Q(handling_reason=""),
                name="inspections_inspection_other_handling",
                violation_error_message="清单以外的处理须写明理由。",
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.ORDERED, status__in=LATER_THAN_SUBMITTED) | Q(rectify_by__isnull=False),
                name="inspections_inspection_rectify_by",
                violation_error_message="责令改正须写明改正期限。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit.name} · {self.version.item.title}"

    def get_absolute_url(self) -> str:
        return reverse("record", args=[self.pk])


class Answer(models.Model):
    """What was found at one check-point."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="answers", verbose_name="检查记录")
    check_point = models.ForeignKey(CheckPoint, models.PROTECT, related_name="+", verbose_name="检查要点")
    choice = models.CharField("检查情况", max_length=3, choices=AnswerChoice)
    finding = models.TextField("发现的问题", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "逐项检查"
        ordering = ["inspection", "check_point__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "check_point"],
                name="inspections_answer_once",
                violation_error_message="每个检查要点只有一个答案。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_point_id}: {self.get_choice_display()}"


class Confirmation(models.Model):
    """被检查单位意见: one per visit, with the signature as stroke points, or the honest reason there is none."""

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="confirmation", verbose_name="检查")
    opinion = models.CharField("意见", max_length=10, choices=Opinion)
    signer = models.CharField("签字人", max_length=50, blank=True)
    signer_role = models.CharField("签字人身份", max_length=50, blank=True)
    strokes = models.JSONField("签名笔迹", default=list, blank=True)
    on_paper = models.BooleanField("在纸质记录上签字", default=False)
    # 书面、网络、远程: how the answer came, and the letter or the screen it came on.
    channel = models.CharField("答复方式", max_length=10, choices=Channel, blank=True)
    proof = models.CharField("来函或截图", max_length=200, blank=True)
    statement = models.TextField("陈述意见", max_length=500, blank=True)
    refusal_reason = models.CharField("拒签理由", max_length=10, choices=RefusalReason, blank=True)
    refusal_note = models.TextField("情况注明", max_length=500, blank=True)
    witness = models.CharField("见证人", max_length=50, blank=True)
    content_hash = models.CharField("所确认内容的校验码", max_length=64)
    confirmed_at = models.DateTimeField("确认时间")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "检查对象确认"
        ordering = ["visit"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(opinion__in=[Opinion.AGREED, Opinion.DISPUTED])
                | (~Q(signer="") & (Q(on_paper=True) | ~Q(strokes=[]) | (~Q(channel="") & ~Q(proof="")))),
                name="inspections_confirmation_signed",
                violation_error_message="无异议或有异议的，须由检查对象签字。",
            ),
            models.CheckConstraint(
                condition=~Q(opinion=Opinion.REFUSED) | (~Q(refusal_reason="") & ~Q(refusal_note="")),
                name="inspections_confirmation_refusal",
                violation_error_message="拒绝签字的，须选择理由并注明情况。",
            ),
            models.CheckConstraint(
                condition=~Q(opinion=Opinion.DISPUTED) | ~Q(statement=""),
                name="inspections_confirmation_statement",
                violation_error_message="有异议的，须写明意见。",
            ),
            models.CheckConstraint(
                condition=~Q(opinion__in=[Opinion.ABSENT, Opinion.NO_REPLY]) | ~Q(refusal_note=""),
                name="inspections_confirmation_absent",
                violation_error_message="现场无人或者限期内未答复的，须注明情况。",
            ),
        ]

    def __str__(self) -> str:
        return self.get_opinion_display()
