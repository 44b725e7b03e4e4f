"""检查评价: how a business found a visit. Read by the supervisor alone (五个严禁、八个不得)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from inspections.models import Visit
from publicity.public_site.letter_words import SAID_DUE, Content, Said
from yangcheng_inspect.db import together
from yangcheng_inspect.rating_words import BARRED, DUE

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, user: "User") -> "RatingQuerySet":
        """The supervisor's; of those none about a visit of the own team or of the own unit."""
        if not user.has_perm("publicity.view_ratings"):
            return self.none()
        rows = self.exclude(visit__officers__inspector__user=user)
        head = user.has_perm("inspections.review_record")
        return rows.exclude(visit__unit__code=user.unit_code) if head else rows

    def open(self) -> "RatingQuerySet":
        """Bad, and nobody has looked into it yet."""
        return self.filter(bad=True, settled_at__isnull=True)

    def for_page(self) -> "RatingQuerySet":
        return self.select_related("visit__unit", "registered_by", "settled_by")


class Rating(models.Model):
    """One rating of one visit. `content` holds answers and words (`ratings.content`); who wrote it is not known here.

    The first by a code counts; whatever comes by the same code later is kept beside it as a further remark, because an
    officer, who reads the notice too, could have been the first.
    """

    class Way(models.TextChoices):
        """How it came."""

        ONLINE = "ONLINE", "网上"
        CARD = "CARD", "评价卡"

    # Empty: the code belongs to no visit; the words are kept all the same.
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="ratings", verbose_name="检查")
    position = models.PositiveSmallIntegerField("第几份", default=1)
    way = models.CharField("来源", max_length=10, choices=Way)
    letter_number = models.CharField("来件编号", max_length=40, null=True, blank=True, unique=True)
    content = models.JSONField("评价内容")
    bad = models.BooleanField("有违反规定的情形", default=False)
    received_on = models.DateField("收到日期")
    registered_at = models.DateTimeField("登记时间", null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    finding = models.TextField("核查情况", max_length=2000, blank=True)
    settled_at = models.DateTimeField("核查时间", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核查人"
    )

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查评价"
        ordering = ["-received_on", "-pk"]
        default_permissions = ()
        constraints = [
            together("registered_at", "registered_by"),
            together("settled_at", "settled_by"),
            models.UniqueConstraint(
                fields=["visit", "position"],
                name="publicity_rating_position",
                violation_error_message="同一次检查的评价刚有一份登记。刷新页面后再登记。",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(finding=""),
                name="publicity_rating_finding",
                violation_error_message="须写明核查情况。",
            ),
        ]

    def __str__(self) -> str:
        return f"检查评价 {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("rating_page", args=[self.pk])

    @property
    def answers(self) -> list[tuple[str, str, bool]]:
        """Question, answer, and whether the answer is a bad one."""
        due = [(words, self.content["due"][key], dict(SAID_DUE), Said.NO) for key, words in DUE.items()]
        barred = [(words, self.content["barred"][key], dict(Said.choices), Said.YES) for key, words in BARRED.items()]
        return [(words, str(names[said]), said == bad) for words, said, names, bad in due + barred]

    @property
    def overall(self) -> str:
        """满意、基本满意、不满意."""
        return str(Content(self.content["overall"]).label)

    @property
    def text(self) -> str:
        return str(self.content["text"])

    @property
    def is_further(self) -> bool:
        """Not the first by its code."""
        return self.position > 1
