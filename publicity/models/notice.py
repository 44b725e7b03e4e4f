"""公告与解读: what the office explains to the public, in versions that two people stand for (architecture.md)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse

from publicity.notice_status import NoticeKind, NoticeStatus
from yangcheng_inspect.db import differs, stamped, together


class Notice(models.Model):
    """One notice, whatever its versions say. Its number reads YC-GG-2026-0001."""

    number = models.CharField("编号", max_length=20, unique=True)
    kind = models.CharField("类别", max_length=10, choices=NoticeKind)
    created_at = models.DateTimeField("起草时间")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人")

    class Meta:
        verbose_name = verbose_name_plural = "公告与解读"
        ordering = ["-number"]

    def __str__(self) -> str:
        return self.number


class NoticeVersionQuerySet(models.QuerySet["NoticeVersion"]):
    def waiting(self) -> Self:
        return self.filter(status=NoticeStatus.PENDING)

    def for_page(self) -> Self:
        return self.select_related("notice", "drafted_by", "submitted_by", "approved_by")


class NoticeVersion(models.Model):
    """One version: frozen once sent to the leader. `withdraws`: it asks to take the notice down, and has no text."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="versions", verbose_name="公告")
    number = models.PositiveSmallIntegerField("版本")
    title = models.CharField("标题", max_length=100)
    body = models.TextField("正文", blank=True)
    office = models.CharField("发布单位", max_length=50)
    withdraws = models.BooleanField("撤下", default=False)
    reason = models.CharField("修改或撤下的理由", max_length=300, blank=True)
    status = models.CharField("状态", max_length=10, choices=NoticeStatus, default=NoticeStatus.DRAFT)
    drafted_at = models.DateTimeField("起草时间")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人")
    submitted_at = models.DateTimeField("送批时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送批人"
    )
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    return_reason = models.CharField("退回理由", max_length=300, blank=True)

    objects = NoticeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公告版本"
        ordering = ["-notice", "-number"]
        constraints = [
            UniqueConstraint(
                fields=["notice", "number"],
                name="publicity_noticeversion_number",
                violation_error_message="这一版本已经有了。",
            ),
            UniqueConstraint(
                fields=["notice"],
                condition=Q(status__in=["DRAFT", "PENDING"]),
                name="publicity_noticeversion_one_open",
                violation_error_message="这件公告已有一个版本在办理中。",
            ),
            UniqueConstraint(
                fields=["notice"],
                condition=Q(status="PUBLISHED"),
                name="publicity_noticeversion_one_public",
                violation_error_message="一件公告只能有一个现行版本。",
            ),
            CheckConstraint(
                condition=Q(number=1, withdraws=False) | ~Q(reason=""),
                name="publicity_noticeversion_says_why",
                violation_error_message="修改或撤下已公布的公告须说明理由。",
            ),
            CheckConstraint(
                condition=Q(withdraws=True, body="") | Q(withdraws=False) & ~Q(body=""),
                name="publicity_noticeversion_text",
                violation_error_message="公告须有正文；撤下公告不写正文。",
            ),
            together("submitted_at", "submitted_by"),
            together("approved_at", "approved_by"),
            stamped("status", ["PENDING", "PUBLISHED", "SUPERSEDED", "WITHDRAWN"], "submitted_at"),
            stamped("status", ["PUBLISHED", "SUPERSEDED", "WITHDRAWN"], "approved_at"),
            differs("approved_by", "drafted_by", "approver_not_drafter", "不得审批本人起草的公告。"),
            differs("approved_by", "submitted_by", "approver_not_submitter", "不得审批本人送批的公告。"),
        ]

    def __str__(self) -> str:
        return f"{self.notice.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("bulletin_version", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == NoticeStatus.DRAFT

    @property
    def is_pending(self) -> bool:
        return self.status == NoticeStatus.PENDING
