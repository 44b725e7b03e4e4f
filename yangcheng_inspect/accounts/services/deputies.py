"""Who stands in for an approver, and when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.accounts.roles import CAN_BE_DEPUTISED, STANDS_ALONE, Role
from yangcheng_inspect.errors import DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.services import record


@transaction.atomic
def appoint(*, principal: User, deputy: User, role: Role, from_on: date, to_on: date, by: User | None) -> Deputy:
    """`deputy` acts as `principal` in one `role` from `from_on` to `to_on`, both days included."""
    _may_appoint(principal, by)
    _may_give(principal, role, by)
    if by is not None and by.pk == deputy.pk:
        raise SameHands("不能指定自己为代理人。请由被代理人本人或另一人指定。")
    principal, deputy = _locked(principal, deputy)
    _fit(principal, deputy, role)
    row = Deputy(principal=principal, deputy=deputy, role=role, from_on=from_on, to_on=to_on)
    _check(row)
    row.save()
    detail = {"deputy": deputy.username, "role": role.value, "from_on": str(from_on), "to_on": str(to_on)}
    record("user.appoint_deputy", target=principal, by=by, detail=detail)
    return row


@transaction.atomic
def end(*, row: Deputy, on: date, reason: str, by: User | None) -> Deputy:
    """Let a deputyship run no longer than the day `on`; what was done under it stands."""
    row = Deputy.objects.select_for_update(of=("self",)).select_related("principal").get(pk=row.pk)
    _may_appoint(row.principal, by)
    if not row.from_on <= on <= row.to_on:
        raise DomainError("结束日期应在代理期间之内。")
    before, row.to_on = row.to_on, on
    row.save(update_fields=["to_on"])
    detail = {"row": row.pk, "before": str(before), "after": str(on)}
    record("user.end_deputy", target=row.principal, by=by, reason=reason, detail=detail)
    return row


def active_deputies_of(user: User, on: date | None = None) -> list[User]:
    """Who stands in for `user` on a day (today unless given), first appointed first."""
    rows = Deputy.objects.on(on or clock.today()).filter(principal=user).select_related("deputy")
    return [row.deputy for row in rows.order_by("from_on", "pk")]


def _may_appoint(principal: User, by: User | None) -> None:
    """The approver, the office, or the security administrator."""
    if by is not None and by.pk != principal.pk and not by.has_perm("accounts.add_deputy"):
        raise NotPermitted("代理人由被代理人本人、双随机办或安全管理员指定。")


def _may_give(principal: User, role: Role, by: User | None) -> None:
    """Whose drafts a leader decides on does not choose who decides in the leader's place."""
    if role != Role.LEADER or by is None or by.pk == principal.pk or by.has_role(Role.SECURITY):
        return
    raise NotPermitted("分管局领导的代理人由本人或安全管理员指定，双随机办不能指定。")


def _locked(principal: User, deputy: User) -> tuple[User, User]:
    rows = User.objects.select_for_update(of=("self",)).filter(pk__in=[principal.pk, deputy.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[principal.pk], found[deputy.pk]


def _fit(principal: User, deputy: User, role: Role) -> None:
    if role not in CAN_BE_DEPUTISED or role not in principal.roles:
        raise DomainError(f"{principal.name}没有可由他人代理的“{role.label}”角色。")
    if STANDS_ALONE & set(deputy.roles) or Role.SUPERVISOR in deputy.roles:
        raise DomainError(f"{deputy.name}是管理员或监督员，不能代理业务角色。")
    if not deputy.is_active:
        raise DomainError(f"{deputy.name}的登录已停用，不能代理。")


def _check(row: Deputy) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError("".join(error.messages)) from error
