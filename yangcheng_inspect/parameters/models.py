"""参数的取值: every value anybody proposed, and who decided on it. Rows are added and decided on, never rewritten."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from yangcheng_inspect.db import differs, stamped, together
from yangcheng_inspect.parameters.definitions import BY_KEY, Definition
from yangcheng_inspect.parameters.status import ValueStatus

DECIDED = [ValueStatus.APPROVED, ValueStatus.DECLINED]


class ParameterValueQuerySet(models.QuerySet["ParameterValue"]):
    def approved(self) -> "ParameterValueQuerySet":
        """What counts, in the order in which later lines outdo earlier ones."""
        return self.filter(status=ValueStatus.APPROVED).order_by("in_force_from", "decided_at", "pk")

    def pending(self) -> "ParameterValueQuerySet":
        return self.filter(status=ValueStatus.PENDING).order_by("proposed_at", "pk")

    def for_page(self) -> "ParameterValueQuerySet":
        return self.select_related("proposed_by", "decided_by")


class ParameterValue(models.Model):
    """One value of one parameter from a day on; before approval a proposal, which changes nothing."""

    key = models.CharField("参数", max_length=40)
    value = models.JSONField("取值")
    source = models.CharField("依据", max_length=200, help_text="文件名称和文号、条款，或本局会议纪要。")
    in_force_from = models.DateField("施行日期")
    status = models.CharField("状态", max_length=10, choices=ValueStatus, default=ValueStatus.PENDING)
    proposed_at = models.DateTimeField("提出时间")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人")
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人"
    )
    decision = models.CharField("审批意见", max_length=300, blank=True)

    objects = ParameterValueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参数取值"
        ordering = ["-in_force_from", "-proposed_at", "-pk"]
        constraints = [
            together("decided_at", "decided_by"),
            stamped("status", DECIDED, "decided_at"),
            differs("proposed_by", "decided_by", "two_hands", "参数的改动不得由提出人本人批准。"),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="parameters_parametervalue_source_given",
                violation_error_message="请填写依据（文件名称和文号、条款）。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ValueStatus.values),
                name="parameters_parametervalue_status",
                violation_error_message="参数改动的状态不在规定范围内。",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(status=ValueStatus.PENDING),
                name="parameters_parametervalue_one_pending",
                violation_error_message="这个参数已有一份待审批的改动，请等批准后再提出。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition.label}：{self.words}"

    def get_absolute_url(self) -> str:
        return reverse("parameter_value", args=[self.pk])

    @property
    def definition(self) -> Definition:
        """The parameter itself; one that the system no longer has keeps its key as its name."""
        return BY_KEY.get(self.key) or Definition(self.key, "", self.key, self.value, self.source)

    @property
    def words(self) -> str:
        return self.definition.words(self.value)

    def counts_on(self, day: date) -> bool:
        return self.status == ValueStatus.APPROVED and self.in_force_from <= day
