"""Numbers beside the lines of the menu: what waits behind each, and whether some of it is due."""

from dataclasses import dataclass

from inspections.models import CapException, Visit
from inspections.services import standing
from inspections.status import VisitStatus
from publicity.models import Publication
from registry.models import EntityProposal
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today


@dataclass(frozen=True)
class Count:
    number: int
    urgent: bool = False


def of(user: User) -> dict[str, Count]:
    """By the name of the menu line's page. A fixed number of queries, none for roles without cases."""
    found = {}
    if user.has_perm("inspections.view_own"):
        mine = Visit.objects.of_officer(user).filter(status__in=[VisitStatus.READY, VisitStatus.ONSITE])
        found["my_visits"] = Count(mine.count())
    if user.all_roles & set(standing.LINE):
        found["approvals"] = Count(len(standing.approvals_waiting_for(user)))
        waiting = [inspection.pk for inspection in standing.waiting_for(user)]
        due = waiting and Publication.objects.due_by(today()).filter(inspection__in=waiting).exists()
        found["review_queue"] = Count(len(waiting), bool(due))
    if user.has_perm("registry.manage_registry"):
        found["proposal_queue"] = Count(EntityProposal.objects.pending().exclude(proposed_by=user).count())
    if user.has_perm("inspections.approve_cap_exception"):
        found["cap_exceptions"] = Count(CapException.objects.pending().exclude(proposed_by=user).count())
    if user.has_perm("publicity.view_board") or user.has_perm("publicity.view_cases"):
        overdue = Publication.objects.visible_to(user).due_by(today()).filter(held_at__isnull=True).count()
        found["publication_board"] = Count(overdue, bool(overdue))
    return found
