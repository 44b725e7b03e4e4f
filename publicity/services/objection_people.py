"""Who may take part in an 异议: nobody of the team, nobody of the chain of that case (architecture, 谁决定什么)."""

from django.db.models import QuerySet

from inspections.models import Visit
from inspections.services import disputes, standing
from publicity.models import Objection
from registry.models import Recusal
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import NotPermitted, SameHands

CHECKS = [Role.INSPECTOR, Role.UNIT_HEAD, Role.OFFICE]
"""Roles that can read a record and look into a matter; the leaders decide."""

CONCERNED = "您参加过这次检查或者它的审核审批，不能办理对它的异议。请由没有参加的人办理。"
NAME_DEPUTY = "请安全管理员或双随机办在“代理”中指定一名没有参加这次检查和审核审批的代理人。"
NOBODY = {
    "handler": f"没有可以承办的人：全部人员都参加过这次检查或审核审批。{NAME_DEPUTY}",
    "proposer": f"双随机办的人员都参加过这次检查或审核审批，没有人可以指派承办人和拟定结论。{NAME_DEPUTY}",
    "approver": f"分管局领导批准过这份记录，不能批准对它的异议结论，也没有其他局领导可以批准。{NAME_DEPUTY}",
}


def visit_of(objection: Objection) -> Visit:
    return objection.publication.inspection.visit


def concerned(objection: Objection) -> frozenset[int]:
    """The team, the chain, and whoever may never check this firm (程序规定第十七条)."""
    visit = visit_of(objection)
    recused = Recusal.objects.standing(today()).filter(entity=visit.entity_id)
    users = set(recused.values_list("inspector__user", flat=True)) | {objection.publication.published_by_id}
    return disputes.concerned(visit) | {pk for pk in users if pk}


def handlers(objection: Objection) -> QuerySet[User]:
    """Who may look into it: 双随机办, heads and officers of every unit, outside the case."""
    barred = concerned(objection)
    people = User.objects.active().filter(roles__overlap=[role.value for role in CHECKS])
    found: QuerySet[User] = people.exclude(pk__in=barred).order_by("unit_code", "username")
    return found


def proposers(objection: Objection) -> QuerySet[User]:
    """双随机办 and its deputies, outside the case."""
    return _free(Role.OFFICE, concerned(objection))


def approvers(objection: Objection) -> QuerySet[User]:
    """分管局领导 and their deputies who neither approved the record nor had this objection in their hands."""
    hands = {objection.handler_id, objection.proposed_by_id}
    return _free(Role.LEADER, concerned(objection) | {pk for pk in hands if pk})


def _free(role: Role, barred: frozenset[int]) -> QuerySet[User]:
    found: QuerySet[User] = standing.holders(role).exclude(pk__in=barred)
    return found


def on_team(objection: Objection, user: User) -> bool:
    return user.pk in standing.team(visit_of(objection))


def require_outside(objection: Objection, by: User) -> None:
    if by.pk in concerned(objection):
        raise SameHands(CONCERNED)


def require_proposer(objection: Objection, by: User) -> None:
    """双随机办, outside the case."""
    require_outside(objection, by)
    if not proposers(objection).filter(pk=by.pk).exists():
        raise NotPermitted("此事由没有参加这次检查和审核审批的双随机办人员办理。")


def require_approver(objection: Objection, by: User) -> None:
    if by.pk in concerned(objection):
        raise SameHands("您参加过这次检查或者批准过这份记录，不能批准对它的异议结论。请由另一名局领导或代理人批准。")
    if by.pk in (objection.handler_id, objection.proposed_by_id):
        raise SameHands("您已核查或拟定过这件异议的结论，不能再批准。请由他人批准。")
    if not approvers(objection).filter(pk=by.pk).exists():
        raise NotPermitted("异议结论由没有参加这次检查和审核审批的分管局领导批准。")


def offered_instead(objection: Objection) -> str:
    """Who may handle it, for the sentence that refuses somebody: at most five names."""
    names = list(handlers(objection).values_list("name", flat=True)[:5])
    return f"可以承办的有：{'、'.join(names)}等。" if names else NOBODY["handler"]
