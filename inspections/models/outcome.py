"""What came out of a draw, row by row. The bytes of the result decide; these rows are for pages and visits."""

from django.db import models

from inspections.models.draw import Draw
from inspections.models.pool_rows import PoolEntity, PoolInspector


class StandingManager(models.Manager):
    """Rows of the result that stands; those of a result that was corrected are kept, and seen through `everything`."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(superseded_by__isnull=True)


def _superseded_by() -> models.ForeignKey:
    return models.ForeignKey(
        "inspections.NumberCorrection",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="因号码更正失效",
    )


class DrawnEntity(models.Model):
    """A firm that came out of the draw, with the ticket that decided."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="drawn", verbose_name="抽取")
    pooled = models.ForeignKey(PoolEntity, models.PROTECT, related_name="drawn", verbose_name="检查对象")
    rank = models.PositiveIntegerField("顺序")
    key = models.CharField("抽签值", max_length=64)
    directed = models.BooleanField("定向", default=False)
    # A reserve added because a drawn firm was closed or had moved; that firm keeps its place and result.
    added_for = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="addition", verbose_name="因其关闭或迁出而递补"
    )
    superseded_by = _superseded_by()

    everything = models.Manager()
    objects = StandingManager()

    class Meta:
        default_manager_name = "objects"
        verbose_name = verbose_name_plural = "抽中对象"
        ordering = ["draw", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["pooled"],
                condition=models.Q(superseded_by__isnull=True),
                name="inspections_drawnentity_once",
                violation_error_message="同一对象在一次抽取中只能抽中一次。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.pooled.name}"


class Reserve(models.Model):
    """The next firm of a stratum, should one drawn turn out closed or moved."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="reserves", verbose_name="抽取")
    pooled = models.ForeignKey(PoolEntity, models.PROTECT, related_name="reserves", verbose_name="检查对象")
    rank = models.PositiveIntegerField("递补顺序")
    key = models.CharField("抽签值", max_length=64)
    superseded_by = _superseded_by()

    everything = models.Manager()
    objects = StandingManager()

    class Meta:
        default_manager_name = "objects"
        verbose_name = verbose_name_plural = "递补对象"
        ordering = ["draw", "pooled__stratum", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["pooled"],
                condition=models.Q(superseded_by__isnull=True),
                name="inspections_reserve_once",
                violation_error_message="同一对象在一次抽取中只能列入一次递补。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.pooled.name}"


class TeamMember(models.Model):
    """An officer the draw gave to a firm: the first leads (主办民警), the others assist (协办民警)."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="members", verbose_name="抽取")
    drawn = models.ForeignKey(DrawnEntity, models.PROTECT, related_name="team", verbose_name="抽中对象")
    pooled = models.ForeignKey(PoolInspector, models.PROTECT, related_name="teams", verbose_name="检查人员")
    order = models.PositiveSmallIntegerField("次序")
    superseded_by = _superseded_by()

    everything = models.Manager()
    objects = StandingManager()

    class Meta:
        default_manager_name = "objects"
        verbose_name = verbose_name_plural = "检查组成员"
        ordering = ["drawn", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["drawn", "pooled"],
                name="inspections_teammember_once",
                violation_error_message="同一人在一个检查组中只能出现一次。",
            )
        ]

    def __str__(self) -> str:
        return self.pooled.name
