"""此件现在由谁办理，为什么: the people whose turn it is, and why it is not the proper hand when it is another's."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspections.models import Inspection
from inspections.services.standing import LINES, STAGE_ROLE, eligible, holders, team
from inspections.status import RecordStatus
from yangcheng_inspect.accounts.models import Deputy, User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import today


@dataclass(frozen=True)
class Holding:
    """Who may take the next step; `why` is empty when it is simply the step's own role."""

    people: Sequence[User]
    why: str = ""


def of(inspection: Inspection) -> Holding:
    role = STAGE_ROLE.get(RecordStatus(inspection.status))
    if role is None:
        return Holding([])
    people = list(eligible(inspection).order_by("pk"))
    return Holding(people, _why(inspection, role, people))


def _why(inspection: Inspection, role: Role, people: Sequence[User]) -> str:
    unit = inspection.visit.unit.code
    acting = _acting(role, unit, people)
    taken = next((one for one in LINES[role] if _own(one, unit) & {person.pk for person in people}), None)
    words = "；".join(acting)
    if not people:
        return _concerned(inspection, role, unit)
    if taken is None or taken == role:
        return words
    moved = f"{_concerned(inspection, role, unit)}依次由{taken.label}办理。"
    return "".join(filter(None, [moved, words]))


def _own(role: Role, unit: str) -> set[int]:
    return set(holders(role, unit if role == Role.UNIT_HEAD else "").values_list("pk", flat=True))


def _acting(role: Role, unit: str, people: Sequence[User]) -> list[str]:
    """高波代史向东办理（11月16日至11月30日）."""
    principals = User.objects.active().with_role(role)
    if role == Role.UNIT_HEAD:
        principals = principals.filter(unit_code=unit)
    rows = Deputy.objects.on(today()).filter(role=role, deputy__in=people, principal__in=principals)
    return [
        f"{row.deputy.name}代{row.principal.name}办理（{row.from_on.month}月{row.from_on.day}日"
        f"至{row.to_on.month}月{row.to_on.day}日）"
        for row in rows.select_related("deputy", "principal").order_by("pk")
    ]


def _concerned(inspection: Inspection, role: Role, unit: str) -> str:
    """Why none of the role's own people and deputies may act."""
    people = User.objects.filter(pk__in=_own(role, unit)).order_by("pk")
    if not people:
        return f"现在没有{role.label}。"
    members = team(inspection.visit)
    on_team = [person.name for person in people if person.pk in members]
    others = [person.name for person in people if person.pk not in members]
    said = [f"{'、'.join(on_team)}是本次检查的检查人员，须回避"] if on_team else []
    said += [f"{'、'.join(others)}已办理过此件的其他环节"] if others else []
    return "；".join(said) + "。"
