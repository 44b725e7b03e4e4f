"""重点区域 (方案三(二)1): a town, a street, a place around a school; the firms standing there are drawn more often."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from registry.models.entity import MarketEntity, MarketEntityQuerySet
from registry.models.unit import Town
from yangcheng_inspect.db import together


class KeyAreaQuerySet(models.QuerySet["KeyArea"]):
    def standing(self, on: date) -> Self:
        """Begun by that day and not over before its end."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), started_on__lte=on)

    def for_page(self) -> Self:
        return self.select_related("town", "marked_by", "ended_by").annotate(
            firms=models.Count("flags", filter=Q(flags__ended_on__isnull=True))
        )


class KeyArea(models.Model):
    """An area that the office declared 重点, with reason and dates: a town, words of an address, or both."""

    name = models.CharField("名称", max_length=50, unique=True)
    town = models.ForeignKey(
        Town, on_delete=models.PROTECT, related_name="key_areas", verbose_name="乡镇", null=True, blank=True
    )
    address_word = models.CharField(
        "地址用词", max_length=50, blank=True, help_text="地址中含有这个词的列入，如“北关街”。不填则为整个乡镇。"
    )
    reason = models.CharField("理由", max_length=300)
    started_on = models.DateField("起")
    ended_on = models.DateField("止", null=True, blank=True, help_text="届满后，标记由每日任务解除。")
    end_reason = models.CharField("结束理由", max_length=300, blank=True)
    marked_at = models.DateTimeField("划定时间")
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="划定人",
    )
    ended_at = models.DateTimeField("结束办理时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="结束办理人",
    )

    objects = KeyAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重点区域"
        ordering = ["-started_on", "name"]
        constraints = [
            CheckConstraint(
                condition=Q(town__isnull=False) | ~Q(address_word=""),
                name="registry_area_somewhere",
                violation_error_message="乡镇和地址用词至少填写一项。",
            ),
            CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="registry_area_dates",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            together("ended_at", "ended_by"),
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, on: date) -> bool:
        """As `standing` asks of many."""
        return self.started_on <= on and (self.ended_on is None or self.ended_on > on)

    def firms_in(self) -> MarketEntityQuerySet:
        """Firms in business that stand here."""
        found = MarketEntity.objects.active()
        if self.town_id:
            found = found.filter(town=self.town_id)
        return found.filter(address__icontains=self.address_word) if self.address_word else found
