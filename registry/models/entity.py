"""市场主体: whom we inspect (方案三(一)1)."""

from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse

from registry.codes import check_digit_fits
from registry.models.industry import Industry
from registry.models.unit import Town, Unit
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role

SEES_ALL = (Role.OFFICE, Role.LEADER, Role.SUPERVISOR)

SEARCHED = (
    "name",
    "credit_code",
    "registration_no",
    "local_no",
    "legal_representative",
    "address",
    "town__name",
    "phone",
    "entity_type",
    "sector",
    "business_scope",
    "registration_authority",
    "market_office",
)


class MarketEntityQuerySet(models.QuerySet["MarketEntity"]):
    def standing(self) -> Self:
        """Every firm once: without those found to be the same as another, and those of an import taken back."""
        return self.filter(merged_into__isnull=True, withdrawn_on__isnull=True)

    def active(self) -> Self:
        """In business: neither deregistered, revoked, suspended nor moved away."""
        return self.standing().filter(registration_status=RegistrationStatus.ACTIVE)

    def in_trade(self, industry: Industry) -> Self:
        return self.filter(entity_industries__industry=industry)

    def unsure(self) -> Self:
        """待确认: the office has to say which trade it is."""
        return self.standing().filter(scope_confirmed=False)

    def search(self, query: str) -> Self:
        """Any piece of any field, of a trade or of a former name; several words must all fit.

        Two characters in a row are a piece: 南塬 finds 次营南塬酒店.
        """
        found = self
        for word in query.split():
            columns = Q(*((f"{column}__icontains", word) for column in SEARCHED), _connector=Q.OR)
            known_as = self.model.objects.filter(facts__values__name__icontains=word).values("pk")
            trades = self.model.objects.filter(industries__name__icontains=word).values("pk")
            found = found.filter(columns | Q(pk__in=known_as) | Q(pk__in=trades))
        return found

    def visible_to(self, user: User) -> Self:
        """The office, leader and supervisor see all; a brigade all; a station the firms of its towns."""
        if any(user.has_role(role) for role in SEES_ALL):
            return self
        if not (user.has_role(Role.INSPECTOR) or user.has_role(Role.UNIT_HEAD)):
            return self.none()
        if Unit.objects.filter(code=user.unit_code, kind=Unit.Kind.BRIGADE).exists():
            return self
        return self.filter(town__unit__code=user.unit_code)

    def for_page(self) -> Self:
        return self.select_related("town__unit").prefetch_related("industries", "flags")


class RegistrationStatus(models.TextChoices):
    """登记状态, as the market bureau states it; any may follow any."""

    ACTIVE = "ACTIVE", "存续"
    SUSPENDED = "SUSPENDED", "停业"
    REVOKED = "REVOKED", "吊销"
    CANCELLED = "CANCELLED", "注销"
    MOVED = "MOVED", "迁出"


GONE = (RegistrationStatus.REVOKED, RegistrationStatus.CANCELLED, RegistrationStatus.MOVED)
"""Nothing left to inspect day by day; a complaint or a recheck may still lead there."""


class RiskClass(models.TextChoices):
    """信用风险分类 (国市监信发〔2022〕6号)."""

    A = "A", "A 低风险"
    B = "B", "B 一般风险"
    C = "C", "C 较高风险"
    D = "D", "D 高风险"


class MarketEntity(models.Model):
    """市场主体. Its fields hold the newest known value; `facts` tell who said what, and when."""

    name = models.CharField("名称", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    registration_no = models.CharField("注册号", max_length=15, blank=True)
    local_no = models.CharField("本局编号", max_length=10, blank=True)
    entity_type = models.CharField("主体类型", max_length=50, blank=True)
    legal_representative = models.CharField("法定代表人（负责人）", max_length=50, blank=True)
    address = models.CharField("住所（经营场所）", max_length=300, blank=True)
    town = models.ForeignKey(
        Town, on_delete=models.PROTECT, related_name="entities", verbose_name="乡镇", null=True, blank=True
    )
    phone = models.CharField("电话", max_length=40, blank=True)
    established_on = models.DateField("成立日期", null=True, blank=True)
    business_scope = models.TextField("经营范围", blank=True)
    sector = models.CharField("行业门类", max_length=60, blank=True)
    registration_authority = models.CharField("登记机关", max_length=60, blank=True)
    market_office = models.CharField("属地监管所", max_length=60, blank=True)
    registration_status = models.CharField(
        "登记状态", max_length=10, choices=RegistrationStatus, default=RegistrationStatus.ACTIVE
    )
    risk_class = models.CharField("信用风险等级", max_length=1, choices=RiskClass, blank=True)
    scope_confirmed = models.BooleanField("监管行业已确认", default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="merged", verbose_name="并入", null=True, blank=True
    )
    # The import that brought the firm was taken back; its code is free for another row.
    withdrawn_on = models.DateField("撤出名录日期", null=True, blank=True)
    industries = models.ManyToManyField(Industry, through="registry.EntityIndustry", verbose_name="监管行业")

    objects = MarketEntityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "市场主体"
        ordering = ["id"]
        indexes = [models.Index(fields=["name"], name="registry_entity_name")]
        constraints = [
            CheckConstraint(
                condition=~Q(credit_code="") | ~Q(registration_no="") | ~Q(local_no=""),
                name="registry_entity_identified",
                violation_error_message="统一社会信用代码、注册号、本局编号至少填写一项。",
            ),
            CheckConstraint(
                condition=Q(local_no="") | Q(local_no__regex=r"^YC[0-9]{8}$"),
                name="registry_entity_local_no_shape",
                violation_error_message="本局编号应为 YC 加 8 位数字。",
            ),
            CheckConstraint(
                condition=Q(credit_code="") | Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                name="registry_entity_credit_code_shape",
                violation_error_message="统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）。",
            ),
            CheckConstraint(
                condition=Q(registration_no="") | Q(registration_no__regex=r"^[0-9]{15}$"),
                name="registry_entity_registration_no_shape",
                violation_error_message="注册号应为 15 位数字。",
            ),
            *(
                UniqueConstraint(
                    fields=[field],
                    condition=~Q(**{field: ""}) & Q(merged_into__isnull=True, withdrawn_on__isnull=True),
                    name=f"registry_entity_{field}",
                    violation_error_message=f"已有相同{word}的市场主体。",
                )
                for field, word in [
                    ("credit_code", "统一社会信用代码"),
                    ("registration_no", "注册号"),
                    ("local_no", "本局编号"),
                ]
            ),
            CheckConstraint(
                condition=Q(risk_class__in=["", *RiskClass.values]),
                name="registry_entity_risk_class",
                violation_error_message="信用风险等级只能是 A、B、C、D。",
            ),
            CheckConstraint(
                condition=Q(registration_status__in=RegistrationStatus.values),
                name="registry_entity_registration_status",
                violation_error_message="登记状态不在规定范围内。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("admin:registry_marketentity_change", args=[self.pk])

    @property
    def draw_id(self) -> str:
        """What a frozen pool calls this firm: credit code, else registration number, else local number."""
        return self.credit_code or self.registration_no or self.local_no

    @property
    def credit_code_doubtful(self) -> bool:
        """The check digit does not fit. Real codes in use fail it, so this warns and never blocks."""
        return bool(self.credit_code) and not check_digit_fits(self.credit_code)

    @property
    def is_active(self) -> bool:
        standing = self.merged_into_id is None and self.withdrawn_on is None
        return standing and self.registration_status == RegistrationStatus.ACTIVE
