"""责令改正: the order, the business's proof, the extension, the re-inspection and what came of it (方案三(二)3)."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from inspections.follow_up_status import RectificationStatus
from inspections.models.record import Inspection
from inspections.models.visit import Visit
from inspections.models.visit_officer import VisitOfficer
from yangcheng_inspect.db import differs, stamped, together

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User

RUNNING = [
    RectificationStatus.OPEN,
    RectificationStatus.PROVED,
    RectificationStatus.SIGNING,
    RectificationStatus.JUDGED,
]
DECIDED = [RectificationStatus.FIXED, RectificationStatus.UNFIXED, RectificationStatus.FILED]


class RectificationQuerySet(models.QuerySet["Rectification"]):
    def visible_to(self, user: "User") -> "RectificationQuerySet":
        """Whoever sees the check, and whoever goes to see whether it was put right."""
        seen = Visit.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(inspection__visit__in=seen) | Q(recheck__in=seen))

    def running(self) -> "RectificationQuerySet":
        return self.filter(status__in=RUNNING)

    def overdue(self, day: date) -> "RectificationQuerySet":
        """The term is over and no proof was handed in."""
        return self.filter(status=RectificationStatus.OPEN, due_on__lt=day)

    def for_page(self) -> "RectificationQuerySet":
        return self.select_related(
            "inspection__visit__entity", "inspection__visit__unit", "inspection__version__item", "recheck", "issued_by"
        ).prefetch_related("inspection__visit__officers__inspector__unit", "recheck__officers__inspector__unit")


class Rectification(models.Model):
    """责令改正通知书: one per record of an item, put right on the spot or by a day."""

    class Mode(models.TextChoices):
        ON_SPOT = "ON_SPOT", "当场改正"
        BY_DATE = "BY_DATE", "限期改正"

    class Outcome(models.TextChoices):
        FIXED = "FIXED", "已改正"
        UNFIXED = "UNFIXED", "未改正"

    number = models.CharField("文号", max_length=40, unique=True)
    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="rectification", verbose_name="检查记录")
    mode = models.CharField("改正方式", max_length=10, choices=Mode)
    status = models.CharField("状态", max_length=10, choices=RectificationStatus, default=RectificationStatus.OPEN)
    facts = models.TextField("查明的问题", max_length=1000)
    demand = models.TextField("改正要求", max_length=1000)
    issued_at = models.DateTimeField("出具时间")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="承办人")
    first_due_on = models.DateField("原改正期限")
    due_on = models.DateField("改正期限")
    recheck = models.OneToOneField(
        Visit, models.PROTECT, null=True, blank=True, related_name="recheck_of", verbose_name="复查"
    )
    outcome = models.CharField("复查结论", max_length=10, choices=Outcome, blank=True)
    outcome_note = models.TextField("复查情况", max_length=1000, blank=True)
    rechecked_on = models.DateField("复查日期", null=True, blank=True)
    closed_at = models.DateTimeField("核准时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核准人"
    )

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "责令改正"
        ordering = ["due_on", "pk"]
        constraints = [
            together("closed_at", "closed_by"),
            stamped("status", DECIDED, "closed_at"),
            stamped("status", [RectificationStatus.SIGNING, RectificationStatus.JUDGED, *DECIDED], "rechecked_on"),
            differs("issued_by", "closed_by", "author_not_closer", "不得核准本人办理的整改。"),
            models.CheckConstraint(
                condition=~Q(facts="") & ~Q(demand=""),
                name="inspections_rectification_texts",
                violation_error_message="责令改正须写明查明的问题和改正要求。",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("first_due_on")),
                name="inspections_rectification_dates",
                violation_error_message="延长后的改正期限不能早于原期限。",
            ),
            models.CheckConstraint(
                condition=Q(rechecked_on__isnull=True) | (~Q(outcome="") & ~Q(outcome_note="")),
                name="inspections_rectification_outcome",
                violation_error_message="复查须写明情况和结论。",
            ),
            models.CheckConstraint(
                condition=(~Q(status=RectificationStatus.FIXED) | Q(outcome="FIXED"))
                & (~Q(status__in=[RectificationStatus.UNFIXED, RectificationStatus.FILED]) | Q(outcome="UNFIXED")),
                name="inspections_rectification_status_says_outcome",
                violation_error_message="整改的状态与复查结论不一致。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.inspection.visit.name}"

    def get_absolute_url(self) -> str:
        return reverse("rectification", args=[self.pk])

    @property
    def team(self) -> list[VisitOfficer]:
        """Who re-inspects: the officers of the re-inspection, else (in writing) those of the check itself."""
        visit = self.recheck or self.inspection.visit
        return list(visit.officers.all())
