"""异议: somebody says a published result is wrong; answered by people outside the case (方案四(二) 畅通申诉渠道)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from publicity.models.letter import Letter
from publicity.models.publication import Publication
from publicity.objection_status import DECIDED, OPEN, ObjectionStatus
from publicity.public_site.letter_words import Capacity, Wrong
from yangcheng_inspect.db import differs, signed, stamped, together

if TYPE_CHECKING:
    from yangcheng_inspect.accounts.models import User

ACCEPTED = [ObjectionStatus.CHECKING, *DECIDED]


class Way(models.TextChoices):
    """How it came."""

    ONLINE = "ONLINE", "网上"
    PAPER = "PAPER", "书面"
    VISIT = "VISIT", "来访"
    PHONE = "PHONE", "电话"


def _person(label: str) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


def _moment(label: str) -> Any:
    return models.DateTimeField(label, null=True, blank=True)


def _all(user: "User") -> bool:
    return user.has_perm("publicity.handle_objection") or user.has_perm("publicity.answer_objection")


def _own_check(user: "User") -> dict[str, Any]:
    return {"publication__inspection__visit__officers__inspector__user": user}


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def open(self) -> "ObjectionQuerySet":
        return self.filter(status__in=OPEN)

    def decided(self) -> "ObjectionQuerySet":
        return self.filter(status__in=DECIDED)

    def overdue(self, day: date) -> "ObjectionQuerySet":
        """Not accepted or not answered by its day; the answer counts when the applicant has it."""
        late = Q(status=ObjectionStatus.RECEIVED, accept_by__lt=day)
        late |= Q(status=ObjectionStatus.CHECKING, answer_by__lt=day)
        return self.filter(late | Q(status__in=DECIDED, replied_on__isnull=True, answer_by__lt=day))

    def visible_to(self, user: "User") -> "ObjectionQuerySet":
        """With who wrote it: 双随机办 and 分管局领导 all but those to a check of their own, a handler his own."""
        if not _all(user):
            return self.filter(handler=user)
        return self.exclude(pk__in=self.filter(**_own_check(user)).order_by().values("pk"))

    def readable_by(self, user: "User") -> "ObjectionQuerySet":
        """Also the team that was asked to explain, which is not told who wrote it."""
        if _all(user):
            return self
        asked = self.filter(explanation_asked_at__isnull=False, **_own_check(user)).order_by().values("pk")
        known = self.visible_to(user).order_by().values("pk")
        return self.filter(Q(pk__in=known) | Q(pk__in=asked))

    def for_page(self) -> "ObjectionQuerySet":
        return self.select_related(
            "publication__inspection__visit__unit", "publication__inspection__version__item", "handler", "letter"
        )


class Objection(models.Model):
    """One objection to one publication. Who wrote it is known to whoever handles it, to nobody else."""

    class Outcome(models.TextChoices):
        UPHELD = "UPHELD", "维持"
        CORRECTED = "CORRECTED", "更正"
        REVOKED = "REVOKED", "撤销"

    number = models.CharField("异议编号", max_length=40, unique=True)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="objections", verbose_name="公示")
    letter = models.OneToOneField(
        Letter, models.PROTECT, null=True, blank=True, related_name="objection", verbose_name="来件"
    )
    status = models.CharField("状态", max_length=10, choices=ObjectionStatus, default=ObjectionStatus.RECEIVED)
    ground = models.CharField("异议理由", max_length=10, choices=Wrong)
    text = models.TextField("异议内容", max_length=2000)
    way = models.CharField("提出方式", max_length=10, choices=Way)
    received_on = models.DateField("收到日期")
    applicant = models.CharField("申请人", max_length=200)
    capacity = models.CharField("申请人身份", max_length=10, choices=Capacity)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    address = models.CharField("联系地址", max_length=200, blank=True)
    registered_at = models.DateTimeField("登记时间")
    registered_by = _person("登记人")

    accept_by = models.DateField("受理期限")
    supplement_note = models.CharField("需补正的内容", max_length=500, blank=True)
    supplement_asked_at = _moment("通知补正时间")
    supplement_asked_by = _person("通知补正人")
    supplement_by = models.DateField("补正期限", null=True, blank=True)
    supplemented_on = models.DateField("补正日期", null=True, blank=True)
    supplement = models.TextField("补正的内容", max_length=2000, blank=True)
    refused_reason = models.CharField("不予受理的理由", max_length=300, blank=True)
    accepted_at = _moment("受理时间")
    accepted_by = _person("受理人")

    answer_by = models.DateField("答复期限", null=True, blank=True)
    extension_reason = models.CharField("延期理由", max_length=300, blank=True)
    extension_asked_at = _moment("申请延期时间")
    extension_asked_by = _person("申请延期人")
    extended_at = _moment("批准延期时间")
    extended_by = _person("批准延期人")

    handler = _person("承办人")
    assigned_at = _moment("指派时间")
    assigned_by = _person("指派人")
    explanation_asked_at = _moment("请检查组说明时间")
    explanation = models.TextField("检查组说明", max_length=2000, blank=True)
    explained_at = _moment("说明时间")
    explained_by = _person("说明人")
    findings = models.TextField("核查情况", max_length=2000, blank=True)
    found_at = _moment("核查完成时间")

    outcome = models.CharField("结论", max_length=10, choices=Outcome, blank=True)
    reply = models.TextField("答复内容", max_length=2000, blank=True)
    public_reason = models.CharField("公开的理由", max_length=300, blank=True)
    changes = models.JSONField("更正的内容", default=dict, blank=True)
    proposed_at = _moment("拟定结论时间")
    proposed_by = _person("拟定人")
    returned_reason = models.CharField("退回意见", max_length=300, blank=True)
    approved_at = _moment("批准时间")
    approved_by = _person("批准人")
    replied_on = models.DateField("答复送达日期", null=True, blank=True)
    replied_how = models.CharField("答复方式", max_length=100, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回情况", max_length=300, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ["received_on", "pk"]
        constraints = [
            together("accepted_at", "accepted_by"),
            together("assigned_at", "assigned_by"),
            together("proposed_at", "proposed_by"),
            together("approved_at", "approved_by"),
            signed("supplement_asked_at", "supplement_asked_by"),
            signed("extension_asked_at", "extension_asked_by"),
            signed("extended_at", "extended_by"),
            signed("explained_at", "explained_by"),
            stamped("status", ACCEPTED, "accepted_at"),
            stamped("status", DECIDED, "approved_at"),
            differs("handler", "approved_by", "not_by_handler", "承办人不能批准自己核查的异议结论。"),
            differs("proposed_by", "approved_by", "two_hands", "拟定结论的人不能批准这一结论。"),
            models.CheckConstraint(
                condition=~Q(text=""), name="publicity_objection_text", violation_error_message="请写明异议的内容。"
            ),
            models.CheckConstraint(
                condition=~Q(status=ObjectionStatus.REFUSED) | ~Q(refused_reason=""),
                name="publicity_objection_refused",
                violation_error_message="不予受理的，须写明理由。",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DECIDED) | (~Q(reply="") & Q(outcome=models.F("status"))),
                name="publicity_objection_decided",
                violation_error_message="办结的异议须有答复，状态与结论须一致。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.publication.inspection.visit.name}"

    def get_absolute_url(self) -> str:
        return reverse("objection", args=[self.pk])

    @property
    def due(self) -> date | None:
        """The day that counts now; none when nothing waits."""
        if self.status == ObjectionStatus.RECEIVED:
            return self.accept_by
        if self.status == ObjectionStatus.SUPPLEMENT:
            return self.supplement_by
        return None if self.replied_on or self.status not in ACCEPTED else self.answer_by

    @property
    def proposed(self) -> bool:
        """An outcome lies before 分管局领导."""
        return self.status == ObjectionStatus.CHECKING and self.proposed_at is not None
