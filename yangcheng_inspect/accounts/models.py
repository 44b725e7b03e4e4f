"""People who log in, and who stands in for whom."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from yangcheng_inspect import clock
from yangcheng_inspect.accounts.roles import CAN_BE_DEPUTISED, STANDS_ALONE, USES_ADMIN, Role, permissions_of
from yangcheng_inspect.db import differs


class UserQuerySet(models.QuerySet["User"]):
    """Which logins."""

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def with_role(self, role: Role) -> "UserQuerySet":
        """Whoever was given the role; deputies are not among them."""
        return self.filter(roles__contains=[role])


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Logins are made by `services.users.create` alone."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Case and width do not make another person: `ＪＣ００１` is `jc001`."""
        return self.get(username=User.normalize_username(username or ""))  # type: ignore[no-any-return]


class User(AbstractBaseUser):
    """用户: a person with a login. Rights come from `roles` alone (`accounts.roles.PERMISSIONS`)."""

    # A login is an event in the trail; the row itself is not touched by it.
    last_login = None

    username = models.CharField(
        "登录名",
        max_length=32,
        unique=True,
        help_text="警号，或自定的登录名。",
        error_messages={"unique": "这个登录名已被使用，请另取一个。"},
    )
    name = models.CharField("姓名", max_length=40)
    roles = ArrayField(
        models.CharField(max_length=16, choices=Role.choices), verbose_name="角色", default=list, blank=True
    )
    unit_code = models.CharField("单位代码", max_length=12, blank=True)
    is_active = models.BooleanField("可以登录", default=True)
    must_change_password = models.BooleanField("须修改密码", default=True)
    session_epoch = models.PositiveIntegerField("会话批次", default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ["unit_code", "username"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(roles__overlap=sorted(STANDS_ALONE)) | Q(roles__len=1),
                name="accounts_user_administrators_stand_alone",
                violation_error_message="系统管理员、安全管理员、审计管理员不能兼任其他角色。",
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=sorted(Role.values)),
                name="accounts_user_roles_known",
                violation_error_message="角色不在角色表中。",
            ),
            models.CheckConstraint(
                condition=~Q(username=""),
                name="accounts_user_username_given",
                violation_error_message="登录名不能为空。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """One spelling per person: half width, lower case, no blanks around."""
        return super().normalize_username(username).strip().casefold()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def acting_roles(self) -> frozenset[Role]:
        """Roles this person holds today as somebody's deputy."""
        rows = Deputy.objects.on(clock.today()).filter(deputy=self).values_list("role", flat=True)
        return frozenset(Role(role) for role in rows)

    @property
    def all_roles(self) -> frozenset[Role]:
        """Own roles and those held as a deputy today."""
        return frozenset(Role(role) for role in self.roles) | self.acting_roles

    def has_role(self, role: Role) -> bool:
        """Own role, or held today as a deputy."""
        return role in self.roles or role in self.acting_roles

    @property
    def role_labels(self) -> str:
        return "、".join(Role(role).label for role in self.roles) or "未授予"

    @property
    def is_staff(self) -> bool:
        """May open /admin/."""
        return self.is_active and bool(self.all_roles & USES_ADMIN)

    def get_all_permissions(self, obj: models.Model | None = None) -> frozenset[str]:
        """What the table gives. Rights over single rows are querysets (`visible_to`), never an `obj` here."""
        return permissions_of(self.all_roles) if self.is_active and obj is None else frozenset()

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return perm in self.get_all_permissions(obj)

    def has_perms(self, perms: Iterable[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return any(perm.startswith(f"{app_label}.") for perm in self.get_all_permissions())

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's hook: a session made under another password or an earlier epoch is dead, also after a re-opening."""
        seal = f"{self.session_epoch}:{self.password}"
        return salted_hmac("yangcheng_inspect.accounts.session", seal, secret=secret, algorithm="sha256").hexdigest()


class DeputyQuerySet(models.QuerySet["Deputy"]):
    """Which stand-ins."""

    def on(self, day: date) -> "DeputyQuerySet":
        """In force that day, for a principal and by a deputy who may both still log in."""
        return self.filter(from_on__lte=day, to_on__gte=day, principal__is_active=True, deputy__is_active=True).filter(
            principal__roles__contains=[F("role")]
        )


class Deputy(models.Model):
    """代理: somebody acts in one role of another for some days, both ends included."""

    principal = models.ForeignKey(User, models.PROTECT, related_name="deputies", verbose_name="被代理人")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputising", verbose_name="代理人")
    role = models.CharField(
        "代理的角色", max_length=16, choices=[(role.value, role.label) for role in Role if role in CAN_BE_DEPUTISED]
    )
    from_on = models.DateField("自")
    to_on = models.DateField("至")

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name = "代理"
        verbose_name_plural = "代理"
        ordering = ["-from_on", "pk"]
        constraints = [
            differs("principal", "deputy", "not_oneself", "代理人不能是本人。"),
            models.CheckConstraint(
                condition=Q(from_on__lte=F("to_on")),
                name="accounts_deputy_dates_in_order",
                violation_error_message="代理的结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(CAN_BE_DEPUTISED)),
                name="accounts_deputy_role_can_be_deputised",
                violation_error_message="只有单位负责人、分管局领导、双随机办可以由他人代理。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} 代 {self.principal}（{self.get_role_display()}）"
