"""Who may act on a case: nobody on his own, and the next in line when the proper hand is concerned.

所队长 → 双随机办 → 分管局领导. No team member reviews or approves his own case; it moves to the named
deputy, else to 双随机办, else to 分管局领导 (architecture, 谁决定什么).
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from inspections.models import Inspection, Visit, VisitOfficer
from inspections.status import RecordStatus
from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import NotPermitted, SameHands

STAGE_ROLE = {
    RecordStatus.SUBMITTED: Role.UNIT_HEAD,
    RecordStatus.REVIEWED: Role.OFFICE,
    RecordStatus.CHECKED: Role.LEADER,
}


def on_team(visit: Visit, user: User) -> bool:
    return visit.officers.filter(inspector__user=user).exists()


def require_not_on_team(visit: Visit, user: User) -> None:
    if on_team(visit, user):
        raise SameHands("您是本次检查的检查人员，不得审核或审批本人办理的检查。请由他人办理。")


def holders(role: Role, unit_code: str = "") -> QuerySet[User]:
    """Active people who hold `role` today, in their own right or as a deputy; a unit head only of his unit."""
    principals = User.objects.active().with_role(role)
    if unit_code:
        principals = principals.filter(unit_code=unit_code)
    acting = Deputy.objects.on(today()).filter(role=role, principal__in=principals)
    people: QuerySet[User] = User.objects.active()
    return people.filter(Q(pk__in=principals.values("pk")) | Q(pk__in=acting.values("deputy")))


def eligible(inspection: Inspection) -> QuerySet[User]:
    """Who may take the next step of this record now; empty when it is not in the chain."""
    nobody: QuerySet[User] = User.objects.none()
    role = STAGE_ROLE.get(RecordStatus(inspection.status))
    if role is None:
        return nobody
    offers = (_free(inspection, candidate) for candidate in [role, *_further(role)])
    return next((people for people in offers if people.exists()), nobody)


def _further(role: Role) -> list[Role]:
    """Who steps in when everybody of `role` is concerned."""
    line = [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER]
    return line[line.index(role) + 1 :]


def _free(inspection: Inspection, role: Role) -> QuerySet[User]:
    """Holders of the role who neither visited nor decided on this record before."""
    unit = inspection.visit.unit.code if role == Role.UNIT_HEAD else ""
    visited = VisitOfficer.objects.filter(visit=inspection.visit_id, inspector__user=OuterRef("pk"))
    decided = [inspection.submitted_by_id, inspection.reviewed_by_id, inspection.checked_by_id]
    return holders(role, unit).exclude(Exists(visited)).exclude(pk__in=[pk for pk in decided if pk])


def require_turn(inspection: Inspection, user: User) -> None:
    """Refuse, with the reason, whoever may not take the next step."""
    require_not_on_team(inspection.visit, user)
    if user.pk in [inspection.submitted_by_id, inspection.reviewed_by_id, inspection.checked_by_id]:
        raise SameHands("您已在前一环节办理过此件，同一人不能连办两个环节。请由他人办理。")
    if not eligible(inspection).filter(pk=user.pk).exists():
        raise NotPermitted(f"此件现在不由您办理。当前环节：{inspection.get_status_display()}。")


def waiting_for(user: User) -> list[Inspection]:
    """Records whose next step is this person's, most urgent first."""
    return [
        inspection
        for inspection in Inspection.objects.in_chain().not_mine(user).for_page().order_by("visit__ended_on", "pk")
        if eligible(inspection).filter(pk=user.pk).exists()
    ]
