"""When an inspector is not there: leave, duty, travel, secondment, training."""

from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def standing(self) -> Self:
        return self.filter(cancelled_on__isnull=True)

    def on(self, day: date) -> Self:
        """Who is away that day, and why."""
        return self.standing().filter(from_day__lte=day, to_day__gte=day)

    def upcoming(self, day: date) -> Self:
        """Still going on that day, or later."""
        return self.standing().filter(to_day__gte=day)

    def throughout(self, on: date, until: date) -> list[int]:
        """Primary keys of the inspectors who are away on every day from `on` through `until`.

        Absences that follow one another count as one: leave until Friday and training from Saturday leave no day.
        """
        rows = self.standing().filter(from_day__lte=until, to_day__gte=on).order_by("inspector_id", "from_day")
        periods = rows.values_list("inspector_id", "from_day", "to_day")
        return [
            inspector
            for inspector, group in groupby(periods, key=itemgetter(0))
            if _without_gap([(first, last) for _, first, last in group], on) > until
        ]


def _without_gap(periods: list[tuple[date, date]], on: date) -> date:
    """The first day from `on` that no period covers. `periods` by their first day."""
    free = on
    for first, last in periods:
        if first > free:
            break
        free = max(free, last + timedelta(days=1))
    return free


class Absence(models.Model):
    """请假、值班、出差、借调、培训: first and last day away. One day of the duty roster is one row."""

    class Kind(models.TextChoices):
        LEAVE = "LEAVE", "请假"
        DUTY = "DUTY", "值班"
        TRIP = "TRIP", "出差"
        SECONDED = "SECONDED", "借调"
        TRAINING = "TRAINING", "培训"

    inspector = models.ForeignKey(
        "registry.Inspector", on_delete=models.PROTECT, related_name="absences", verbose_name="检查人员"
    )
    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.LEAVE)
    from_day = models.DateField("自")
    to_day = models.DateField("至")
    reason = models.CharField("事由", max_length=100)
    # Entered by mistake, or taken out of the roster; a return before the end moves `to_day` instead.
    cancelled_on = models.DateField("取消日期", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "请假与值班"
        ordering = ["inspector", "from_day"]
        constraints = [
            CheckConstraint(
                condition=Q(to_day__gte=F("from_day")),
                name="registry_absence_dates",
                violation_error_message="请假的结束日期不能早于开始日期。",
            ),
            CheckConstraint(
                condition=Q(kind__in=["LEAVE", "DUTY", "TRIP", "SECONDED", "TRAINING"]),
                name="registry_absence_kind",
                violation_error_message="种类只能是请假、值班、出差、借调或培训。",
            ),
            UniqueConstraint(
                fields=["inspector", "from_day"],
                condition=Q(kind="DUTY", cancelled_on__isnull=True),
                name="registry_absence_duty_once",
                violation_error_message="这一天已登记值班。",
            ),
        ]

    def __str__(self) -> str:
        days = f"{self.from_day}" if self.from_day == self.to_day else f"{self.from_day} 至 {self.to_day}"
        return f"{days} {self.get_kind_display()}"
