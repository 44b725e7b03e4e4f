"""Who may act on a case: nobody on his own, and the next in line when the proper hand is concerned.

所队长 → 双随机办 → 分管局领导. No team member reviews or approves his own case; it moves to the named
deputy, else to 双随机办, else to 分管局领导 (architecture, 谁决定什么).
"""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from inspections.models import Inspection, Visit, VisitApproval
from inspections.status import ApprovalStatus, RecordStatus
from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import NotPermitted, SameHands

STAGE_ROLE = {
    RecordStatus.SUBMITTED: Role.UNIT_HEAD,
    RecordStatus.REVIEWED: Role.OFFICE,
    RecordStatus.CHECKED: Role.LEADER,
}
APPROVAL_ROLE = {
    ApprovalStatus.PENDING_HEAD: Role.UNIT_HEAD,
    ApprovalStatus.PENDING_LEADER: Role.LEADER,
}
LINE = [Role.UNIT_HEAD, Role.OFFICE, Role.LEADER]
# Who is asked for each step of a record: the role itself with its deputies, then 双随机办, then 分管局领导.
LINES = {
    Role.UNIT_HEAD: LINE,
    Role.OFFICE: [Role.OFFICE, Role.LEADER],
    Role.LEADER: [Role.LEADER, Role.OFFICE],
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


class Bench:
    """Who could take the next step of many cases: the holders of each role are asked for once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Role, str], frozenset[int]] = {}

    def for_record(self, inspection: Inspection) -> frozenset[int]:
        """Users who may take the next step of this record now; empty when it is not in the chain."""
        role = STAGE_ROLE.get(RecordStatus(inspection.status))
        decided = {inspection.submitted_by_id, inspection.reviewed_by_id, inspection.checked_by_id}
        barred = team(inspection.visit) | {pk for pk in decided if pk}
        # Whoever hears the business on this case stays out of its chain.
        barred |= {one.taken_by_id for one in inspection.visit.disputes.all() if one.taken_by_id}
        return self._first_free(role, inspection.visit.unit.code, barred, LINES[role] if role else ())

    def for_approval(self, approval: VisitApproval) -> frozenset[int]:
        """The same for an approval form; barred is whoever stands on the team of every visit of it."""
        role = APPROVAL_ROLE.get(ApprovalStatus(approval.status))
        teams = [team(visit) for visit in approval.visits.all()]
        barred = frozenset.intersection(*teams) if teams else frozenset()
        acted = {pk for pk in (approval.submitted_by_id, approval.reviewed_by_id) if pk}
        return self._first_free(role, approval.unit.code, barred | acted)

    def _first_free(
        self, role: Role | None, unit: str, barred: frozenset[int], line: Sequence[Role] = ()
    ) -> frozenset[int]:
        """Holders of the role, else of the next in `line` when everybody of it is concerned."""
        if role is None:
            return frozenset()
        offers = (self._holders(candidate, unit) - barred for candidate in line or LINE[LINE.index(role) :])
        return next((people for people in offers if people), frozenset())

    def _holders(self, role: Role, unit: str) -> frozenset[int]:
        key = (role, unit if role == Role.UNIT_HEAD else "")
        if key not in self._known:
            self._known[key] = frozenset(holders(*key).values_list("pk", flat=True))
        return self._known[key]


def first_free(role: Role, unit_code: str, barred: frozenset[int]) -> QuerySet[User]:
    """Holders of the role who are not barred, else of the next in line."""
    found: QuerySet[User] = User.objects.filter(pk__in=Bench()._first_free(role, unit_code, barred))
    return found


def team(visit: Visit) -> frozenset[int]:
    """The logins of the officers of a visit."""
    users = (officer.inspector.user_id for officer in visit.officers.all())
    return frozenset(pk for pk in users if pk)


def eligible(inspection: Inspection) -> QuerySet[User]:
    """Who may take the next step of this record now; empty when it is not in the chain."""
    found: QuerySet[User] = User.objects.filter(pk__in=Bench().for_record(inspection))
    return found


def eligible_for_approval(approval: VisitApproval) -> QuerySet[User]:
    found: QuerySet[User] = User.objects.filter(pk__in=Bench().for_approval(approval))
    return found


def refuse_same_hands(inspection: Inspection, user: User) -> None:
    """Nobody decides on his own case, nor twice on one case."""
    require_not_on_team(inspection.visit, user)
    if user.pk in [inspection.submitted_by_id, inspection.reviewed_by_id, inspection.checked_by_id]:
        raise SameHands("您已在前一环节办理过此件，同一人不能连办两个环节。请由他人办理。")


def require_turn(inspection: Inspection, user: User) -> None:
    """Refuse, with the reason, whoever may not take the next step."""
    refuse_same_hands(inspection, user)
    if not eligible(inspection).filter(pk=user.pk).exists():
        raise NotPermitted(f"此件现在不由您办理。当前环节：{inspection.get_status_display()}。")


def waiting_for(user: User) -> list[Inspection]:
    """Records whose next step is this person's, most urgent first. The number of queries does not grow with them."""
    if not user.all_roles & set(LINE):
        return []
    bench = Bench()
    chain = Inspection.objects.in_chain().not_mine(user).for_page().order_by("visit__ended_on", "pk")
    return [inspection for inspection in chain if user.pk in bench.for_record(inspection)]


def approvals_waiting_for(user: User) -> list[VisitApproval]:
    """Approval forms whose next step is this person's, oldest first."""
    if not user.all_roles & set(LINE):
        return []
    bench = Bench()
    forms = VisitApproval.objects.pending().for_page().order_by("submitted_at", "pk")
    return [form for form in forms if user.pk in bench.for_approval(form)]
