"""风险矩阵 (方案三(二)1): by item and risk how much more, how often, and when a firm counts as complained of often."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse

from registry import risk
from registry.models.item import InspectionItem
from registry.status import MatrixStatus
from yangcheng_inspect.db import differs, stamped, together

RELEASED = [MatrixStatus.APPROVED, MatrixStatus.SUPERSEDED]
STRATA = [(code, f"{'重点' if code.endswith(risk.KEY) else '一般'}·{code[0]} 类") for code in risk.STRATA]


class RiskMatrixQuerySet(models.QuerySet["RiskMatrix"]):
    def waiting(self) -> Self:
        return self.filter(status=MatrixStatus.PENDING)

    def in_force(self, on: date) -> Self:
        """At most one: approved and effective that day, whatever became of it since."""
        return self.filter(
            Q(effective_to__isnull=True) | Q(effective_to__gte=on), status__in=RELEASED, effective_from__lte=on
        )

    def for_page(self) -> Self:
        return self.select_related("drafted_by", "submitted_by", "approved_by")


class RiskMatrix(models.Model):
    """One version of the matrix: frozen once sent to the leader; a change is a new version."""

    number = models.PositiveSmallIntegerField("版本", unique=True)
    status = models.CharField("状态", max_length=10, choices=MatrixStatus, default=MatrixStatus.DRAFT)
    effective_from = models.DateField("生效日期", null=True, blank=True)
    effective_to = models.DateField("失效日期", null=True, blank=True)
    source = models.CharField("出处和理由", max_length=300)
    complaint_threshold = models.PositiveSmallIntegerField(
        "投诉举报达到几次算多", default=3, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    complaint_months = models.PositiveSmallIntegerField(
        "在几个月内", default=6, validators=[MinValueValidator(1), MaxValueValidator(36)]
    )
    counts_open = models.BooleanField("处理中的也计入", default=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="起草人",
    )
    drafted_at = models.DateTimeField("起草时间")
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="最后修改人",
    )
    edited_at = models.DateTimeField("最后修改时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="送批人",
    )
    submitted_at = models.DateTimeField("送批时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="批准人",
    )
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    return_reason = models.CharField("退回理由", max_length=300, blank=True)

    objects = RiskMatrixQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "风险矩阵"
        ordering = ["-number"]
        constraints = [
            UniqueConstraint(
                fields=["status"],
                condition=Q(status__in=["DRAFT", "PENDING", "APPROVED"]),
                name="registry_matrix_one_each",
                violation_error_message="草稿、待审批和现行的风险矩阵各只能有一个。",
            ),
            CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="registry_matrix_dates",
                violation_error_message="失效日期不能早于生效日期。",
            ),
            CheckConstraint(
                condition=Q(complaint_threshold__gte=1, complaint_months__gte=1),
                name="registry_matrix_complaints",
                violation_error_message="投诉举报的次数和月数都要大于零。",
            ),
            together("edited_at", "edited_by"),
            together("submitted_at", "submitted_by"),
            together("approved_at", "approved_by"),
            stamped("status", ["PENDING", *RELEASED], "submitted_at"),
            stamped("status", RELEASED, "approved_at"),
            stamped("status", RELEASED, "effective_from"),
            differs("approved_by", "drafted_by", "approver_not_drafter", "不得审批本人起草的风险矩阵。"),
            differs("approved_by", "submitted_by", "approver_not_submitter", "不得审批本人送批的风险矩阵。"),
            differs("approved_by", "edited_by", "approver_not_editor", "不得审批本人修改过的风险矩阵。"),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版风险矩阵"

    def get_absolute_url(self) -> str:
        return reverse("risk_matrix", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == MatrixStatus.DRAFT

    @property
    def is_pending(self) -> bool:
        return self.status == MatrixStatus.PENDING

    @property
    def drafter(self) -> str:
        return self.drafted_by.name if self.drafted_by else "系统起始值"

    @property
    def rule(self) -> str:
        """What 投诉举报多 means under this version."""
        counted = "属实、部分属实和处理中的" if self.counts_open else "属实和部分属实的"
        return f"{self.complaint_months} 个月内{counted}投诉举报达到 {self.complaint_threshold} 次"


class RiskRow(models.Model):
    """One cell of a version. `item` empty: for every item without rows of its own."""

    matrix = models.ForeignKey(RiskMatrix, on_delete=models.PROTECT, related_name="rows", verbose_name="风险矩阵")
    item = models.ForeignKey(
        InspectionItem, on_delete=models.PROTECT, related_name="risk_rows", verbose_name="事项", null=True, blank=True
    )
    stratum = models.CharField("分层", max_length=2, choices=STRATA)
    factor = models.PositiveSmallIntegerField("比例倍数（百分数）", validators=[MinValueValidator(1)])
    times = models.PositiveSmallIntegerField(
        "每年批次", default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    weight = models.PositiveSmallIntegerField(
        "两项以上标记的签数", default=1, validators=[MinValueValidator(1), MaxValueValidator(risk.MOST_TICKETS)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "风险矩阵的一格"
        ordering = ["matrix", F("item").asc(nulls_first=True), "stratum"]
        constraints = [
            UniqueConstraint(
                fields=["matrix", "item", "stratum"],
                name="registry_risk_row_once",
                violation_error_message="同一事项的一层只能有一格。",
            ),
            UniqueConstraint(
                fields=["matrix", "stratum"],
                condition=Q(item__isnull=True),
                name="registry_risk_row_default_once",
                violation_error_message="各事项通用的一层只能有一格。",
            ),
            CheckConstraint(
                condition=Q(factor__gte=1, factor__lte=10_000),
                name="registry_risk_row_factor",
                violation_error_message="比例倍数应在 0.01 到 100 之间。",
            ),
            CheckConstraint(
                condition=Q(times__gte=1, times__lte=12),
                name="registry_risk_row_times",
                violation_error_message="每年批次应在 1 到 12 之间。",
            ),
            CheckConstraint(
                condition=Q(weight=1) | Q(weight__gte=2, weight__lte=9, stratum__endswith=risk.KEY),
                name="registry_risk_row_weight",
                violation_error_message="签数只能是 1 到 9，并且只有重点对象可以大于 1。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matrix} {self.item or '各事项'} {self.stratum}"

    @property
    def cell(self) -> risk.Cell:
        return risk.Cell(self.factor, self.times, self.weight)
