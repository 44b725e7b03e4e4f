"""催办 by the office, and the system's own word when a term is near or over."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from inspections.services.standing import holders
from publicity import holder, notify
from publicity.models import Publication, Reminder
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.workdays import calendar

Kind = Reminder.Kind
SAME_TERM = timedelta(days=12)
"""A warning this long before the last day, or later, is of the same term: no run of free days is longer."""


def may_urge(publication: Publication, user: User) -> bool:
    waits = publication.held_at is None and Publication.objects.running().filter(pk=publication.pk).exists()
    return waits and user.has_perm("publicity.urge")


@transaction.atomic
def urge(*, publication: Publication, by: User) -> Reminder:
    """Tell whoever holds it now; once a day for each holder."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    if not by.has_perm("publicity.urge"):
        raise NotPermitted("催办由双随机办发起。")
    if not may_urge(publication, by):
        raise DomainError("此件不在待公示，不需要催办。")
    held = holder.of(publication)
    if not held.people:
        raise DomainError(f"现在没有能登录的{held.words}可以催办。请先指定代理人，或者电话联系责任单位。")
    if publication.reminders.filter(kind=Kind.URGED, holder=held.words, on=today()).exists():
        raise AlreadyDone(f"今天已经催办过{held.words}，同一件一天只催办一次。")
    text = holder.sentence(publication, held.words, today(), calendar.load())
    made = _note(publication, Kind.URGED, held.words, by)
    key = f"{Kind.URGED}:{publication.number}:{today():%Y-%m-%d}:{made.pk}"
    notify.tell(held.people, key=key, text=f"催办：{text}", url=held.url, publication=publication)
    record("publication.urge", target=publication, by=by, detail={"holder": held.words})
    return made


@transaction.atomic
def warn(*, publication: Publication, kind: str) -> Reminder | None:
    """Once for each kind and term: near its end the head of the unit is told, after it 分管局领导 and the unit."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    if publication.reminders.filter(kind=kind, on__gte=publication.due_on - SAME_TERM).exists():
        return None
    said, people = _audience(publication, kind)
    held = holder.of(publication)
    text = holder.sentence(publication, held.words, today(), calendar.load())
    if kind == Kind.OVERDUE:
        text += "责任单位须填写逾期说明。"
    made = _note(publication, kind, said, None)
    key = f"{kind}:{publication.number}:{publication.due_on}"
    notify.tell(people, key=key, text=text, url=publication.get_absolute_url(), publication=publication)
    record("publication.warn", target=publication, by=None, detail={"holder": said, "kind": kind})
    return made


def _audience(publication: Publication, kind: str) -> tuple[str, Sequence[User]]:
    heads = list(holders(Role.UNIT_HEAD, publication.unit.code).order_by("pk"))
    if kind == Kind.SOON:
        return f"{publication.unit.name}负责人", heads
    leaders = list(holders(Role.LEADER).order_by("pk"))
    return f"{Role.LEADER.label}、{publication.unit.name}负责人", [*leaders, *heads]


def _note(publication: Publication, kind: str, said: str, by: User | None) -> Reminder:
    return Reminder.objects.create(
        publication=publication, kind=kind, holder=said, on=today(), urged_at=now(), urged_by=by
    )
