"""抽查事项: what may be inspected (方案三(一)3). What it says lies in its versions."""

from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from registry.models.industry import Industry
from registry.models.unit import Unit


class InspectionItemQuerySet(models.QuerySet["InspectionItem"]):
    def enabled(self) -> Self:
        return self.filter(enabled=True)

    def drawable(self) -> Self:
        """Enabled and drawn from a registry, not triggered by an event."""
        return self.enabled().filter(event_driven=False)


class InspectionItem(models.Model):
    """抽查事项."""

    code = models.CharField("编号", max_length=10, unique=True)
    title = models.CharField("抽查事项", max_length=100)
    category = models.CharField("抽查类别", max_length=50, blank=True)
    # 民爆, 剧毒, 易制爆, 枪支, 内保: the public sees the result category only.
    sensitive = models.BooleanField("敏感", default=False)
    # 大型活动, 焰火: an event starts the check; never drawn from a registry.
    event_driven = models.BooleanField("事件驱动", default=False)
    enabled = models.BooleanField("启用", default=True)
    joint = models.BooleanField("部门联合", default=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="items", verbose_name="责任单位", null=True, blank=True
    )
    industries = models.ManyToManyField(Industry, through="registry.ItemIndustry", verbose_name="监管行业")
    own_items = models.ManyToManyField(
        "self", through="registry.JointPart", symmetrical=False, related_name="joint_items", verbose_name="本局事项"
    )

    objects = InspectionItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "抽查事项"
        ordering = ["code"]
        constraints = [
            CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2}-[0-9]{2}$"),
                name="registry_item_code_shape",
                violation_error_message="编号应为两个大写字母、短横和两位数字，如 ZA-01。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def draw_code(self) -> str:
        """What a frozen pool calls it: the code without its hyphen."""
        return self.code.replace("-", "")


class ItemIndustry(models.Model):
    """One trade an item covers."""

    item = models.ForeignKey(
        InspectionItem, on_delete=models.PROTECT, related_name="item_industries", verbose_name="抽查事项"
    )
    industry = models.ForeignKey(
        Industry, on_delete=models.PROTECT, related_name="item_industries", verbose_name="监管行业"
    )

    class Meta:
        verbose_name = verbose_name_plural = "事项的监管行业"
        ordering = ["item", "industry"]
        constraints = [
            UniqueConstraint(
                fields=["item", "industry"],
                name="registry_item_industry_once",
                violation_error_message="该事项已包括这个监管行业。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.industry}"


class JointPart(models.Model):
    """An item of ours inside a joint item, which borrows its legal bases."""

    joint = models.ForeignKey(InspectionItem, on_delete=models.PROTECT, related_name="parts", verbose_name="联合事项")
    own = models.ForeignKey(InspectionItem, on_delete=models.PROTECT, related_name="part_of", verbose_name="本局事项")

    class Meta:
        verbose_name = verbose_name_plural = "联合事项的本局事项"
        ordering = ["joint", "own"]
        constraints = [
            UniqueConstraint(
                fields=["joint", "own"],
                name="registry_joint_part_once",
                violation_error_message="该联合事项已包括这个本局事项。",
            ),
            CheckConstraint(
                condition=~Q(joint=F("own")),
                name="registry_joint_part_other",
                violation_error_message="联合事项不能包括自己。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.joint_id} {self.own_id}"
