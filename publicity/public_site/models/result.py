"""公示结果: one result of one item at one business, as the public sees it."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Collate, Reverse

from publicity.public_site import search, words
from publicity.public_site.models.touched import TouchedField

LONGEST_NOTICE = 8
GONE = ["WITHDRAWN", "ENDED"]
"""Statuses of which a tombstone is left: `withdrawn_reason` says why."""


class PublicResultQuerySet(models.QuerySet["PublicResult"]):
    def listed(self) -> Self:
        """Everything but what was taken down or is over."""
        return self.exclude(status__in=GONE)

    def matching(self, query: str) -> Self:
        """Name, former name or town contain every word; or the code ends with it; or it is the 公示编号."""
        found = self.alias(code_backwards=_code_backwards()) if query.strip() else self
        for word in query.split():
            found = found._containing(word)
        return found

    def _containing(self, word: str) -> Self:
        condition = Q(pk__in=[])
        if spaced := search.index_text(word):
            condition = Q(search=SearchQuery(spaced, config="simple", search_type="phrase"))
        if tail := search.code_tail(word):
            condition |= Q(code_backwards__startswith=tail[::-1])
        if number := search.publication_number(word):
            condition |= Q(number=number)
        return self.filter(condition)

    def newest_first(self, by: str = "published_on") -> Self:
        """By the day of publication, or of the inspection: `ended_on`."""
        return self.order_by(f"-{by}", "-publication_id")


def _code_backwards() -> Collate:
    """The end of a code is the beginning of the code written backwards: that an index can find."""
    return Collate(Reverse("entity_code"), "C")


def _by(column: str, name: str) -> models.Index:
    """Finds what one tick lets through, newest first."""
    return models.Index(fields=[column, "-published_on", "-publication_id"], name=f"public_result_by_{name}")


class PublicResult(models.Model):
    """公示结果. `record` is the exact public JSON; every other column repeats a part of it for lists and search."""

    class Status(models.TextChoices):
        SHOWN = "SHOWN", "公示中"
        CORRECTED = "CORRECTED", "已更正"
        WITHDRAWN = "WITHDRAWN", "已撤下"
        ENDED = "ENDED", "公示期满"

    publication_id = models.BigIntegerField("公示编号（内部）", unique=True, editable=False)
    number = models.CharField("公示编号", max_length=40, unique=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.SHOWN)
    entity_name = models.CharField("检查对象", max_length=200, blank=True)
    entity_code = models.CharField("统一社会信用代码或注册号", max_length=18, blank=True)
    town = models.CharField("乡镇", max_length=40, blank=True)
    item_code = models.CharField("事项编号", max_length=10, blank=True)
    item_title = models.CharField("检查事项", max_length=100, blank=True)
    task_number = models.CharField("任务编号", max_length=18, blank=True)
    task_name = models.CharField("任务名称", max_length=200, blank=True)
    result_code = models.CharField("结果代码", max_length=16, blank=True)
    result_word = models.CharField("检查结果", max_length=60, blank=True)
    national_category = models.CharField("国家公示系统类别", max_length=60, blank=True)
    ended_on = models.DateField("检查完成日期", null=True, blank=True)
    published_on = models.DateField("公示日期")
    updated_on = models.DateField("更新日期")
    withdrawn_reason = models.CharField("撤下原因", max_length=300, blank=True)
    record = models.JSONField("公示内容", default=dict)
    record_hash = models.CharField("内容校验码", max_length=64)
    changed_at = TouchedField("写入时间")
    search_text = models.TextField("查询用文字", blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    objects = PublicResultQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示结果"
        db_table = "public_result"
        ordering = ["-published_on", "-publication_id"]
        indexes = [
            GinIndex(fields=["search"], name="public_result_search"),
            models.Index(fields=["-published_on", "-publication_id"], name="public_result_newest"),
            models.Index(fields=["-ended_on", "-publication_id"], name="public_result_latest"),
            models.Index(_code_backwards(), name="public_result_code_tail"),
            models.Index(fields=["changed_at"], name="public_result_changed"),
            models.Index(
                fields=["result_code", "item_code", "town", "ended_on", "published_on"], name="public_result_cells"
            ),
            models.Index(fields=["published_on", "changed_at"], name="public_result_written"),
            _by("town", "town"),
            _by("item_code", "item"),
            _by("result_code", "result"),
        ]
        constraints = [
            CheckConstraint(
                condition=~Q(status__in=GONE) | Q(entity_name="", entity_code="", search_text="", record={}),
                name="public_result_withdrawn_is_empty",
                violation_error_message="撤下的公示不得保留企业信息。",
            ),
            CheckConstraint(
                condition=Q(status__in=GONE) | (~Q(entity_name="") & Q(ended_on__isnull=False)),
                name="public_result_shown_is_complete",
                violation_error_message="公示内容缺少检查对象或检查完成日期。",
            ),
            CheckConstraint(
                condition=~Q(status__in=GONE) | ~Q(withdrawn_reason=""),
                name="public_result_withdrawn_says_why",
                violation_error_message="撤下公示须说明原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.entity_name}"

    @property
    def tag(self) -> words.Tag:
        """Colour, icon and short word of the result."""
        return words.result_tag(self.result_code, self.result_word)

    @property
    def notice(self) -> str:
        """A notice short enough for a list, such as 异议办理中; longer ones stand on the page alone."""
        notice = str(self.record.get("notice", ""))
        return notice if len(notice) <= LONGEST_NOTICE else ""

    @property
    def is_withdrawn(self) -> bool:
        """Taken down, or its time is over: nothing of it is shown but the tombstone."""
        return self.status in GONE

    @property
    def is_ended(self) -> bool:
        return self.status == self.Status.ENDED

    @property
    def is_corrected(self) -> bool:
        return self.status == self.Status.CORRECTED
