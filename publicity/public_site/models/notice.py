"""公告与解读 as the public reads them (方案三(二)4: 加大宣传; ux.md §1.4)."""

from typing import Self

from django.db import models


class PublicNoticeQuerySet(models.QuerySet["PublicNotice"]):
    def shown(self) -> Self:
        """What can be read: everything but what was taken down. Newest first; also what a feed carries."""
        return self.filter(withdrawn=False)


class PublicNotice(models.Model):
    """One notice. `record` is `notice_schema.NOTICE` with every version; the other columns repeat its last."""

    notice_id = models.BigIntegerField("公告（内部）", unique=True, editable=False)
    number = models.CharField("编号", max_length=20, unique=True)
    kind = models.CharField("类别", max_length=10)
    title = models.CharField("标题", max_length=100, blank=True)
    published_on = models.DateField("公布日期")
    updated_at = models.DateTimeField("更新时间")
    withdrawn = models.BooleanField("已撤下", default=False)
    record = models.JSONField("公开内容", default=dict)

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开的公告与解读"
        db_table = "public_notice"
        ordering = ["-updated_at", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn=False) | models.Q(title=""),
                name="public_notice_withdrawn_is_empty",
                violation_error_message="撤下的公告不得保留标题和正文。",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.number
