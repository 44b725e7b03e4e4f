"""Logins: open, amend, grant, close, give a new password. Each leaves its line in the trail."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.passwords import one_time_password
from yangcheng_inspect.accounts.roles import STANDS_ALONE, Role
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.services import record

OPENED_BY = ("accounts.open_login", "accounts.open_inspector_login", "accounts.grant_roles")


@dataclass(frozen=True)
class Slip:
    """A login and its one-time password, in clear only here and on the paper handed over."""

    user: User
    password: str = field(repr=False)


@transaction.atomic
def create(*, username: str, name: str, roles: Iterable[str] = (), unit_code: str = "", by: User | None) -> Slip:
    """Open a login. The password works once: the person must choose another.

    Without the right to grant roles only 检查人员 can be given. `by=None` is the system itself, for the first
    administrator and for the demo.
    """
    granted = _tidy(roles)
    _demand(by, *OPENED_BY)
    if granted - {Role.INSPECTOR}:
        _demand(by, "accounts.grant_roles")
    user = User(username=User.normalize_username(username), name=name.strip(), roles=_stored(granted))
    user.unit_code = unit_code
    password = _fresh_password(user)
    _save_new(user)
    detail = {"username": user.username, "name": user.name, "roles": user.roles, "unit_code": unit_code}
    record("user.create", target=user, by=by, detail=detail)
    return Slip(user, password)


@transaction.atomic
def amend(*, user: User, name: str, unit_code: str, by: User | None) -> User:
    """Correct the name, or move the person to another unit."""
    _demand(by, "accounts.open_login", "accounts.grant_roles")
    user = _locked(user)
    before = {"name": user.name, "unit_code": user.unit_code}
    after = {"name": name.strip(), "unit_code": unit_code}
    if before == after:
        return user
    user.name, user.unit_code = after["name"], unit_code
    user.save(update_fields=["name", "unit_code"])
    record("user.amend", target=user, by=by, detail={"before": before, "after": after})
    return user


@transaction.atomic
def set_roles(*, user: User, roles: Iterable[str], by: User | None) -> User:
    """Give a person another set of roles. Open sessions end, so that nobody works on with yesterday's rights."""
    granted = _tidy(roles)
    _demand(by, "accounts.grant_roles")
    _not_oneself(user, by, "不能给自己授权。请由另一位安全管理员办理。")
    user = _locked(user)
    before = list(user.roles)
    if before == _stored(granted):
        return user
    user.roles = _stored(granted)
    _end_sessions(user, "roles")
    record("user.set_roles", target=user, by=by, detail={"before": before, "after": user.roles})
    return user


@transaction.atomic
def close(*, user: User, reason: str, by: User | None) -> User:
    """Nobody can log in with it any more; open sessions end and do not come back with a re-opening."""
    return _open_or_close(user, False, reason, by)


@transaction.atomic
def reopen(*, user: User, reason: str, by: User | None) -> User:
    """Allow a closed login again."""
    return _open_or_close(user, True, reason, by)


@transaction.atomic
def reset_password(*, user: User, by: User | None) -> Slip:
    """A new one-time password for somebody who lost theirs. Open sessions end."""
    _demand(by, "accounts.reset_password")
    _not_oneself(user, by, "修改本人密码请用“修改密码”。")
    user = _locked(user)
    password = _fresh_password(user)
    _end_sessions(user, "password", "must_change_password")
    record("user.reset_password", target=user, by=by)
    return Slip(user, password)


@transaction.atomic
def change_password(*, user: User, password: str, by: User) -> User:
    """The person chooses a password of their own; `password` has passed the validators."""
    if by.pk != user.pk:
        raise NotPermitted("密码只能由本人修改。忘记密码的，请系统管理员重置。")
    user = _locked(user)
    if user.check_password(password):
        raise DomainError("新密码与现在的密码相同，请另设一个。")
    user.set_password(password)
    user.must_change_password = False
    _end_sessions(user, "password", "must_change_password")
    record("user.change_password", target=user, by=by)
    return user


def _open_or_close(user: User, is_active: bool, reason: str, by: User | None) -> User:
    _demand(by, "accounts.close_login")
    _not_oneself(user, by, "不能停用或启用自己的登录。请由另一位管理员办理。")
    if not reason.strip():
        raise DomainError("请写明停用或启用的原因。")
    user = _locked(user)
    if user.is_active == is_active:
        raise AlreadyDone(f"{user.name}的登录已经是{'启用' if is_active else '停用'}状态。")
    user.is_active = is_active
    _end_sessions(user, "is_active")
    record("user.reopen" if is_active else "user.close", target=user, by=by, reason=reason)
    return user


def _demand(by: User | None, *perms: str) -> None:
    if by is not None and not any(by.has_perm(perm) for perm in perms):
        raise NotPermitted("您没有办理此事的权限。开立登录由系统管理员办理，授予角色由安全管理员办理。")


def _not_oneself(user: User, by: User | None, sentence: str) -> None:
    if by is not None and by.pk == user.pk:
        raise SameHands(sentence)


def _tidy(roles: Iterable[str]) -> frozenset[Role]:
    granted = frozenset(Role(role) for role in roles)
    if granted & STANDS_ALONE and len(granted) > 1:
        raise DomainError("系统管理员、安全管理员、审计管理员不能兼任其他角色。")
    return granted


def _stored(roles: frozenset[Role]) -> list[str]:
    """In the order of the table, so that equal sets are equal lists."""
    return [role.value for role in Role if role in roles]


def _locked(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)  # type: ignore[no-any-return]


def _fresh_password(user: User) -> str:
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    return password


def _end_sessions(user: User, *fields: str) -> None:
    user.session_epoch += 1
    user.save(update_fields=["session_epoch", *fields])


def _save_new(user: User) -> None:
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise DomainError("".join(error.messages)) from error
    user.save(force_insert=True)
