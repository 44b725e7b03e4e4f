"""Whose hands what follows a check lies in: the team, the heads of its unit, 双随机办, and 分管局领导 above them."""

from inspections.models import Visit
from inspections.services import standing
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.errors import NotPermitted


def is_hand(visit: Visit, user: User) -> bool:
    """The team, the heads of its unit, and 双随机办."""
    if user.pk in standing.team(visit) or user.has_role(Role.OFFICE):
        return True
    return standing.holders(Role.UNIT_HEAD, visit.unit.code).filter(pk=user.pk).exists()


def require_hand(visit: Visit, by: User) -> None:
    if not is_hand(visit, by):
        raise NotPermitted("此件由检查组、责任单位负责人或双随机办办理。")


def is_leader(user: User) -> bool:
    return standing.holders(Role.LEADER).filter(pk=user.pk).exists()


def require_leader(by: User) -> None:
    if not is_leader(by):
        raise NotPermitted("此件由分管局领导办理。")
