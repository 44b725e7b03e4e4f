"""检查人员: who inspects (方案三(一)2)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint

from registry.models.absence import Absence
from registry.models.unit import Unit
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.units import headed_units


class InspectorQuerySet(models.QuerySet["Inspector"]):
    def working(self) -> Self:
        return self.filter(status=Inspector.Status.ON_DUTY)

    def eligible(self, on: date, until: date) -> Self:
        """Who may enter a pool for checks from `on` through `until`.

        Police officers on duty whose certificate is valid all that time (行政处罚法42) and who are not
        away on every day of it: who has one day left can go. 辅警 never (国办发〔2024〕54号).
        """
        valid = Certificate.objects.filter(inspector=OuterRef("pk")).valid(on, until)
        away = Absence.objects.throughout(on, until)
        return self.working().filter(Exists(valid), kind=Inspector.Kind.POLICE).exclude(pk__in=away)

    def certificate_ends(self, first: date, last: date) -> Self:
        """Police officers on duty whose last certificate ends in these days, both included."""
        held = Certificate.objects.filter(inspector=OuterRef("pk"), withdrawn_on__isnull=True)
        within, later = held.filter(valid_to__range=(first, last)), held.filter(valid_to__gt=last)
        return self.working().filter(Exists(within), ~Exists(later), kind=Inspector.Kind.POLICE)

    def without_certificate(self, on: date) -> Self:
        """Police officers on duty who hold no certificate that day."""
        held = Certificate.objects.filter(inspector=OuterRef("pk")).valid(on, on)
        return self.working().filter(~Exists(held), kind=Inspector.Kind.POLICE)

    def with_business_line(self, line: str) -> Self:
        return self.filter(business_lines__contains=[line])

    def away(self, day: date) -> Self:
        """On leave, on duty, travelling … that day."""
        return self.working().filter(pk__in=Absence.objects.on(day).values("inspector_id"))

    def visible_to(self, user: User) -> Self:
        """A unit head sees the people of the own unit, who keeps or approves the registries all."""
        if user.has_perm("registry.view_registry"):
            return self
        return self.filter(unit__code__in=headed_units(user))

    def for_page(self) -> Self:
        return self.select_related("unit", "user").prefetch_related("certificates", "absences")


class Inspector(models.Model):
    """检查人员."""

    class Kind(models.TextChoices):
        POLICE = "POLICE", "民警"
        AUXILIARY = "AUXILIARY", "辅警"

    class Status(models.TextChoices):
        ON_DUTY = "ON_DUTY", "在岗"
        ON_LEAVE = "ON_LEAVE", "请假"
        SECONDED = "SECONDED", "借调"
        LEFT = "LEFT", "停用"

    name = models.CharField("姓名", max_length=50)
    gender = models.CharField("性别", max_length=2, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspectors", verbose_name="单位")
    position = models.CharField("职务", max_length=30, blank=True)
    police_no = models.CharField("警号", max_length=10, blank=True)
    kind = models.CharField("人员性质", max_length=10, choices=Kind)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.ON_DUTY)
    can_lead = models.BooleanField("可任主办民警", default=False)
    # The import that brought the person was taken back; the police number is free for another row.
    withdrawn_on = models.DateField("撤出名录日期", null=True, blank=True)
    business_lines = models.JSONField("业务条线", default=list, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="inspector",
        verbose_name="登录账号",
        null=True,
        blank=True,
    )

    objects = InspectorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查人员"
        ordering = ["unit", "police_no", "id"]
        constraints = [
            UniqueConstraint(
                fields=["police_no"],
                condition=~Q(police_no="") & Q(withdrawn_on__isnull=True),
                name="registry_inspector_police_no",
                violation_error_message="警号已登记在另一人名下。",
            ),
            CheckConstraint(
                condition=~Q(kind="AUXILIARY", can_lead=True),
                name="registry_inspector_auxiliary_never_leads",
                violation_error_message="辅警不能担任主办民警。",
            ),
            CheckConstraint(
                condition=Q(kind__in=["POLICE", "AUXILIARY"]),
                name="registry_inspector_kind",
                violation_error_message="人员性质只能是民警或辅警。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def certificate_on(self, day: date) -> "Certificate | None":
        """The certificate that was valid that day, as it is printed on the day's papers."""
        return self.certificates.valid(day, day).order_by("valid_to").last()


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self, on: date, until: date) -> Self:
        """Valid on every day from `on` through `until`, and not withdrawn before its end."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=until),
            valid_to__gte=until,
        )


class Certificate(models.Model):
    """执法证, one row for every issue; a renewal is a new row."""

    inspector = models.ForeignKey(
        Inspector, on_delete=models.PROTECT, related_name="certificates", verbose_name="检查人员"
    )
    number = models.CharField("执法证号", max_length=30)
    # The legal-affairs export gives only the end; empty means valid from before we knew of it.
    valid_from = models.DateField("有效期自", null=True, blank=True)
    valid_to = models.DateField("有效期至")
    issuer = models.CharField("发证机关", max_length=50, blank=True)
    # Taken back, or entered with a wrong end and replaced by another row.
    withdrawn_on = models.DateField("停用日期", null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "执法证"
        ordering = ["inspector", "valid_to"]
        constraints = [
            CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="registry_certificate_dates",
                violation_error_message="执法证的截止日期不能早于起始日期。",
            ),
            UniqueConstraint(
                fields=["number", "valid_to"],
                condition=Q(withdrawn_on__isnull=True),
                name="registry_certificate_once",
                violation_error_message="这一执法证已经登记。",
            ),
        ]

    def __str__(self) -> str:
        return self.number
