"""What must be done about people: certificates that end, logins of whoever is closed."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Min
from django.urls import reverse

from registry.inspector_state import NOTICE_DAYS
from registry.models import Certificate, Inspector
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk.row import Todo


def of(user: User) -> Iterator[Todo]:
    if user.has_perm("registry.manage_registry"):
        yield from _certificates()
    if user.has_perm("accounts.close_login"):
        yield from _logins()


def _certificates() -> Iterator[Todo]:
    """One row for all whose certificate ends soon, one for all who have none: who renews them is another authority."""
    day = today()
    address = reverse("admin:registry_inspector_changelist")
    ending = Inspector.objects.certificate_ends(day, day + timedelta(days=NOTICE_DAYS))
    if count := ending.count():
        held = Certificate.objects.filter(inspector__in=ending, withdrawn_on__isnull=True, valid_to__gte=day)
        first = held.aggregate(first=Min("valid_to"))["first"]
        title = f"{count} 人的执法证 {NOTICE_DAYS} 天内到期"
        note = f"最早 {first.month}月{first.day}日；到期后不能编入抽取名录，也不能到场检查"
        url = f"{address}?certificate=soon"
        yield Todo("证件到期", "amber", "person-vcard", title, note, url, "查看名单", due=first)
    if count := Inspector.objects.without_certificate(day).count():
        title, note = f"{count} 名民警没有在有效期内的执法证", "不能编入抽取名录；换证后在名录库登记新证"
        yield Todo("证件过期", "red", "person-vcard", title, note, f"{address}?certificate=none", "查看名单")


def _logins() -> Iterator[Todo]:
    """Logins of people who are closed in the registry and may still come in."""
    for person in Inspector.objects.filter(status=Inspector.Status.LEFT, user__is_active=True).select_related("user"):
        assert person.user is not None, "filtered by the login"
        title = f"{person.user.username} {person.name}"
        url = reverse("admin:accounts_user_change", args=[person.user_id])
        yield Todo("停用账号", "amber", "person-x", title, "检查人员已停用，登录账号仍可使用", url, "停用账号")
