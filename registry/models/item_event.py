"""活动登记: 大型活动, 焰火 and the like, which are checked when they take place (方案三(三); never drawn)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from registry.models.entity import MarketEntity
from registry.models.item import InspectionItem
from yangcheng_inspect.db import together


class ItemEventQuerySet(models.QuerySet["ItemEvent"]):
    def standing(self) -> Self:
        """Not called off."""
        return self.filter(cancelled_at__isnull=True)

    def of_entity(self, entity: MarketEntity) -> Self:
        return self.filter(organiser=entity)


class ItemEvent(models.Model):
    """活动登记: an event that starts checks of an event-driven item; such an item never enters a pool."""

    item = models.ForeignKey(InspectionItem, models.PROTECT, related_name="events", verbose_name="抽查事项")
    name = models.CharField("活动名称", max_length=100)
    organiser = models.ForeignKey(
        MarketEntity, models.PROTECT, related_name="events", verbose_name="承办者（名录中的市场主体）"
    )
    place = models.CharField("地点或路线", max_length=200)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    permit = models.CharField("许可文号", max_length=100, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="取消人"
    )
    cancel_reason = models.CharField("取消理由", max_length=300, blank=True)

    objects = ItemEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动登记"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="registry_item_event_dates",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""),
                name="registry_item_event_reason",
                violation_error_message="取消活动登记须写明理由。",
            ),
            together("cancelled_at", "cancelled_by"),
        ]

    def __str__(self) -> str:
        return self.name
