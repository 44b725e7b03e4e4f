"""催办 and 消息: who was told to go on with a result, and what a person has to read."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from publicity.models.publication import Publication
from yangcheng_inspect.accounts.models import User


class Reminder(models.Model):
    """催办 of one result: by the office, or by the system when its term is near or over."""

    class Kind(models.TextChoices):
        URGED = "URGED", "催办"
        SOON = "SOON", "时限将到"
        OVERDUE = "OVERDUE", "已过时限"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="reminders", verbose_name="公示")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    holder = models.CharField("催办对象", max_length=60)
    on = models.DateField("催办日期")
    urged_at = models.DateTimeField("催办时间")
    urged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="催办人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "催办"
        ordering = ["publication", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "kind", "holder", "on"],
                name="publicity_reminder_once_a_day",
                violation_error_message="今天已经催办过，一天只催办一次。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.holder}"


class MessageQuerySet(models.QuerySet["Message"]):
    def to(self, user: User) -> "MessageQuerySet":
        return self.filter(recipient=user)

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """消息 of one person. `key` says what it is about on which day, so that nothing is said twice.

    The text names no person and no telephone: channels outside the system send the same words.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name="收件人"
    )
    key = models.CharField("事由", max_length=80)
    text = models.CharField("内容", max_length=300)
    url = models.CharField("办理页面", max_length=200, blank=True)
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公示"
    )
    sent_at = models.DateTimeField("发出时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="publicity_message_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"],
                name="publicity_message_once",
                violation_error_message="这条消息已经发过。",
            ),
        ]

    def __str__(self) -> str:
        return self.text
