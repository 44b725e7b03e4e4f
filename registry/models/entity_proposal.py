"""申变更: what an officer saw or heard of a firm, until 双随机办 takes it over or does not (方案三(一)1)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.urls import reverse

from registry.importing.labels import label
from registry.models.entity import MarketEntity
from registry.models.words import in_words
from registry.status import ProposalStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.db import differs, stamped, together

DECIDED = [ProposalStatus.ACCEPTED, ProposalStatus.DECLINED]


class EntityProposalQuerySet(models.QuerySet["EntityProposal"]):
    def pending(self) -> Self:
        """On the office's desk, the oldest first."""
        return self.filter(status=ProposalStatus.PENDING).order_by("proposed_at", "pk")

    def told(self, user: User) -> Self:
        """Decided, and the proposer has not yet said that he knows."""
        return self.filter(status__in=DECIDED, proposed_by=user, noted_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """The office sees all; everybody his own and those about firms he sees."""
        if user.has_perm("registry.manage_registry"):
            return self
        return self.filter(Q(proposed_by=user) | Q(entity__in=MarketEntity.objects.visible_to(user).values("pk")))

    def for_page(self) -> Self:
        return self.select_related("entity__town", "proposed_by", "decided_by")


class EntityProposal(models.Model):
    """申变更. `values` maps a field to [as it stood, as it should be], texts as files state them."""

    # Empty: a firm that the registry does not hold yet.
    entity = models.ForeignKey(
        MarketEntity,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="市场主体",
        null=True,
        blank=True,
    )
    values = models.JSONField("内容")
    reason = models.CharField("理由", max_length=300)
    evidence = models.CharField("依据", max_length=300, blank=True)
    status = models.CharField("状态", max_length=10, choices=ProposalStatus, default=ProposalStatus.PENDING)
    proposed_at = models.DateTimeField("申报时间")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="申报人"
    )
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="办理人",
    )
    decision = models.CharField("办理意见", max_length=300, blank=True)
    noted_at = models.DateTimeField("申报人知悉时间", null=True, blank=True)

    objects = EntityProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "申变更"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            together("decided_at", "decided_by"),
            stamped("status", DECIDED, "decided_at"),
            differs("proposed_by", "decided_by", "two_hands", "申变更不得由申报人本人办理。"),
            CheckConstraint(
                condition=Q(status__in=ProposalStatus.values),
                name="registry_proposal_status",
                violation_error_message="申变更的状态不在规定范围内。",
            ),
            CheckConstraint(
                condition=~Q(status=ProposalStatus.DECLINED) | ~Q(decision=""),
                name="registry_proposal_declined_with_reason",
                violation_error_message="不予采纳须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm_name} 申变更"

    def get_absolute_url(self) -> str:
        return reverse("proposal", args=[self.pk])

    @property
    def firm_name(self) -> str:
        """The firm as the registry calls it; a new one as the proposal does."""
        return self.entity.name if self.entity else str(self.values.get("name", ["", ""])[1])

    @property
    def new_values(self) -> dict[str, str]:
        return {field: new for field, (_, new) in self.values.items()}

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """(word, as it stood, as it should be)."""
        return [(label(field), in_words(field, old), in_words(field, new)) for field, (old, new) in self.values.items()]

    @property
    def is_pending(self) -> bool:
        return self.status == ProposalStatus.PENDING
