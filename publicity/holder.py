"""此件现在在谁手上: the one sentence that urges, the people it is for, and the page where they act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from inspections.services.standing import STAGE_ROLE, eligible, team
from inspections.status import RecordStatus
from publicity.models import Publication
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.workdays.calendar import Calendar, Deadline
from yangcheng_inspect.workdays.meter import meter


@dataclass(frozen=True)
class Holder:
    """`words` is an office, never a name; `url` is where these people go on."""

    words: str
    people: Sequence[User]
    url: str


def words(publication: Publication) -> str:
    """Of the office that must act; asks the database nothing."""
    status = RecordStatus(publication.inspection.status)
    if status == RecordStatus.APPROVED:  # and not on the public machine yet
        return str(Role.OFFICE.label)
    role = STAGE_ROLE.get(status)
    if role == Role.UNIT_HEAD:
        return f"{publication.unit.name}负责人"
    return str(role.label) if role else f"{publication.unit.name}检查组"


def of(publication: Publication) -> Holder:
    """Whoever must act for this result to become public."""
    inspection = publication.inspection
    people: QuerySet[User] = User.objects.active()
    if inspection.status in STAGE_ROLE:
        people, url = eligible(inspection), reverse("review", args=[inspection.pk])
    elif inspection.status == RecordStatus.APPROVED:
        people, url = people.filter(roles__contains=[Role.OFFICE]), publication.get_absolute_url()
    else:
        people, url = people.filter(pk__in=team(inspection.visit)), inspection.get_absolute_url()
    return Holder(words(publication), list(people.order_by("pk")), url)


def term(publication: Publication, day: date, calendar: Calendar) -> str:
    """`已逾期 1 个工作日`, also of a held one: its clock runs on."""
    due = Deadline(publication.due_on, publication.provisional)
    return meter(publication.ended_on, day, due, calendar.special).words


def sentence(publication: Publication, holder: str, day: date, calendar: Calendar) -> str:
    """To paste into a messenger: unit, number and days, no person and no firm (its name may be a person's)."""
    due = f"{publication.due_on.month}月{publication.due_on.day}日"
    left = term(publication, day, calendar)
    return (
        f"{publication.unit.name}：检查结果 {publication.number} 的公示时限是{due}，{left}。"
        f"现在由{holder}办理，请尽快办结。"
    )
