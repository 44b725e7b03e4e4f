"""What an item says from one day to another, and the laws it stands on."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint
from django.urls import reverse

from registry.models.item import InspectionItem, JointPart
from registry.models.legal_basis import LegalBasis
from registry.status import Phase, VersionStatus
from yangcheng_inspect.db import differs, stamped, together

RELEASED = [VersionStatus.APPROVED, VersionStatus.SUPERSEDED]


class ItemVersionQuerySet(models.QuerySet["ItemVersion"]):
    def waiting(self) -> Self:
        return self.filter(status=VersionStatus.PENDING)

    def released(self) -> Self:
        """Approved and published, whatever became of it since (方案三(一)3: 及时向社会公布)."""
        return self.filter(status__in=RELEASED, published_at__isnull=False)

    def not_ended(self, on: date) -> Self:
        return self.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=on))

    def unpublished(self) -> Self:
        """Approved, and not yet before the public: may not be drawn."""
        return self.filter(status__in=RELEASED, published_at__isnull=True)

    def effective(self, on: date) -> Self:
        """Published text that is valid that day, whatever became of it since."""
        return self.released().not_ended(on).filter(effective_from__lte=on)

    def with_power(self, on: date) -> Self:
        """Those with a confirmed article in force that day that gives the power to inspect (方案四(三)).

        A joint item also stands on the articles of our own items inside it.
        """
        own = LegalBasis.objects.filter(version=OuterRef("pk")).power(on)
        parts = JointPart.objects.filter(joint=OuterRef(OuterRef("item_id"))).values("own")
        borrowed = (
            LegalBasis.objects.power(on)
            .filter(version__item__in=parts.order_by(), version__in=self.model.objects.effective(on).order_by())
            .order_by()
        )
        return self.filter(Exists(own) | Q(item__joint=True) & Exists(borrowed))

    def orderable(self, on: date) -> Self:
        """What a check may stand on that day: published, effective, with power, enabled."""
        return self.effective(on).with_power(on).filter(item__enabled=True)

    def in_force(self, on: date) -> Self:
        """What may be drawn that day: an event-driven item never is."""
        return self.orderable(on).filter(item__event_driven=False)

    def for_page(self) -> Self:
        return self.select_related("item__unit", "drafted_by", "submitted_by", "approved_by", "published_by")


class ItemVersion(models.Model):
    """One version of an item: frozen once approved; a change is a new version."""

    class Kind(models.TextChoices):
        GENERAL = "GENERAL", "一般检查事项"
        KEY = "KEY", "重点检查事项"

    item = models.ForeignKey(InspectionItem, on_delete=models.PROTECT, related_name="versions", verbose_name="事项")
    number = models.PositiveSmallIntegerField("版本")
    status = models.CharField("状态", max_length=10, choices=VersionStatus, default=VersionStatus.DRAFT)
    effective_from = models.DateField("生效日期", null=True, blank=True)
    effective_to = models.DateField("失效日期", null=True, blank=True)
    kind = models.CharField("事项类别", max_length=10, choices=Kind)
    content = models.TextField("抽查内容")
    target = models.CharField("检查对象", max_length=300, blank=True)
    methods = models.JSONField("检查方式", default=list)
    authority = models.CharField("检查主体", max_length=100, blank=True)
    # power, duty, penalty as the list wrote them; `bases` holds them split.
    stated_bases = models.JSONField("清单所列依据", default=dict, blank=True)
    responsible = models.CharField("责任单位", max_length=100, blank=True)
    ratio = models.PositiveIntegerField("抽查比例（万分比）", default=0)
    floor = models.PositiveSmallIntegerField("每层保底户数", default=0)
    yearly_cap = models.PositiveSmallIntegerField("年度频次上限（0 为不限）", default=0)
    frequency = models.CharField("建议比例频次", max_length=100, blank=True)
    # Any other handling needs a reason in the record (方案三(三): 严格限制自由裁量权).
    handlings = models.JSONField("可采取的处理", default=list, blank=True)
    ratio_source = models.CharField("比例出处", max_length=200, blank=True)
    # For the office only; never shown to the public.
    verification_note = models.CharField("核验状态", max_length=200, blank=True)
    caution = models.CharField("注意", max_length=500, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="起草人"
    )
    drafted_at = models.DateTimeField("起草时间")
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="最后修改人"
    )
    edited_at = models.DateTimeField("最后修改时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送批人"
    )
    submitted_at = models.DateTimeField("送批时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准人"
    )
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    # Stamped when the text stands on the public list; nothing is drawn before.
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公布人"
    )
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    return_reason = models.CharField("退回理由", max_length=300, blank=True)

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "事项版本"
        ordering = ["item", "number"]
        constraints = [
            UniqueConstraint(
                fields=["item", "number"], name="registry_version_number", violation_error_message="版本号重复。"
            ),
            UniqueConstraint(
                fields=["item"],
                condition=Q(status="APPROVED"),
                name="registry_version_one_approved",
                violation_error_message="同一事项只能有一个现行版本。",
            ),
            UniqueConstraint(
                fields=["item"],
                condition=Q(status__in=["DRAFT", "PENDING"]),
                name="registry_version_one_draft",
                violation_error_message="该事项已有一个未批准的版本，请先办完。",
            ),
            CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="registry_version_dates",
                violation_error_message="失效日期不能早于生效日期。",
            ),
            CheckConstraint(
                condition=Q(ratio__lte=10000),
                name="registry_version_ratio",
                violation_error_message="抽查比例不能超过 10000（万分比）。",
            ),
            together("edited_at", "edited_by"),
            together("submitted_at", "submitted_by"),
            together("approved_at", "approved_by"),
            together("published_at", "published_by"),
            CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(approved_at__isnull=False),
                name="registry_version_published_approved",
                violation_error_message="未经批准的事项版本不能公布。",
            ),
            stamped("status", ["PENDING", "APPROVED", "SUPERSEDED"], "submitted_at"),
            stamped("status", ["APPROVED", "SUPERSEDED"], "approved_at"),
            stamped("status", ["APPROVED", "SUPERSEDED"], "effective_from"),
            differs("approved_by", "drafted_by", "approver_not_drafter", "不得审批本人起草的事项版本。"),
            differs("approved_by", "submitted_by", "approver_not_submitter", "不得审批本人送批的事项版本。"),
            differs("approved_by", "edited_by", "approver_not_editor", "不得审批本人修改过的事项版本。"),
        ]

    def __str__(self) -> str:
        return f"{self.item} 第{self.number}版"

    def get_absolute_url(self) -> str:
        return reverse("item_version", args=[self.pk])

    @property
    def is_frozen(self) -> bool:
        return self.status != VersionStatus.DRAFT

    @property
    def drafter(self) -> str:
        return self.drafted_by.name if self.drafted_by else "随清单导入"

    @property
    def is_pending(self) -> bool:
        return self.status == VersionStatus.PENDING

    def phase(self, on: date) -> Phase:
        """Where this version stands that day: the status, the publication and the dates in one word."""
        if self.status not in RELEASED:
            return Phase[self.status]
        if self.published_at is None:
            return Phase.UNPUBLISHED
        if self.effective_from is not None and on < self.effective_from:
            return Phase.COMING
        if self.effective_to is not None and self.effective_to < on:
            return Phase.ENDED
        return Phase.IN_FORCE if self.item.enabled else Phase.OFF

    @property
    def ratio_percent(self) -> str:
        """5% for 500; without needless zeros."""
        return f"{self.ratio / 100:g}%"
