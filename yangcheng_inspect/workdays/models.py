"""The calendar as tables: which days differ from Monday-to-Friday, and which years were entered."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class CalendarYear(models.Model):
    """A year whose holiday notice was entered. Without such a row every deadline into the year is 暂定."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("依据", max_length=120, help_text="通知的文号，如 国办发明电〔2025〕7号。")
    entered_at = models.DateTimeField("录入时间")
    # Empty for the years that came with the system.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="录入人"
    )

    class Meta:
        verbose_name = "年度节假日安排"
        verbose_name_plural = "年度节假日安排"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="workdays_calendaryear_source_given",
                violation_error_message="请填写节假日安排的依据（文号）。",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="workdays_calendaryear_plausible",
                violation_error_message="年份应在 2000 至 2100 之间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年"


class SpecialDayQuerySet(models.QuerySet["SpecialDay"]):
    """Days that differ."""

    def as_mapping(self) -> dict[date, bool]:
        """`{date: works}`, what the arithmetic takes."""
        return dict(self.values_list("date", "works"))


class SpecialDay(models.Model):
    """特殊日: a weekday that is free, or a weekend day that works (调休上班)."""

    date = models.DateField("日期", unique=True)
    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days", verbose_name="年份")
    works = models.BooleanField("上班", help_text="勾选表示调休上班，不勾选表示放假。")
    name = models.CharField("名称", max_length=40, help_text="如 清明节、国庆节调休上班。")
    source = models.CharField("依据", max_length=120)

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        verbose_name = "特殊日"
        verbose_name_plural = "特殊日"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(date__year=F("year_id")),
                name="workdays_specialday_in_its_year",
                violation_error_message="日期不在所属年份内。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {'上班' if self.works else '放假'}（{self.name}）"
