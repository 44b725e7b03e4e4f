"""The bureau's units and the county's towns."""

from django.db import models
from django.db.models import Q, UniqueConstraint


class Unit(models.Model):
    """单位: a brigade or a station of the bureau. `User.unit_code` names one by its code."""

    class Kind(models.TextChoices):
        BUREAU = "BUREAU", "局机关"
        BRIGADE = "BRIGADE", "大队"
        STATION = "STATION", "派出所"

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=50)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    # Stands before 抽查 in a document number: 阳公治抽查〔2026〕1号. Empty: the bureau's own series.
    short = models.CharField("文号简称", max_length=4, blank=True)
    # Neighbouring stations that lend one another officers: a task may draw its teams within one.
    area = models.CharField("片区", max_length=20, blank=True)
    # Words other lists use for the same unit: 治安管理大队, 治安大队.
    aliases = models.JSONField("其他叫法", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["code"]
        constraints = [
            UniqueConstraint(fields=["name"], name="registry_unit_name", violation_error_message="已有同名单位。"),
            UniqueConstraint(
                fields=["short"],
                condition=~Q(short=""),
                name="registry_unit_short",
                violation_error_message="文号简称已被别的单位使用。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        return [self.name, *self.aliases]


class Town(models.Model):
    """乡镇: a firm lies in one; one station polices it."""

    code = models.CharField("区划代码", max_length=9, unique=True)
    name = models.CharField("名称", max_length=20, unique=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="towns", verbose_name="辖区派出所", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "乡镇"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
