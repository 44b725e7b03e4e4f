"""早上的汇总 and 到期提醒: who is told what on a day. Run as often as you like; nothing is said twice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from publicity import notify
from publicity.board_lists import waiting
from publicity.models import Publication, Reminder
from publicity.services import reminders
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import todo
from yangcheng_inspect.workdays import calendar
from yangcheng_inspect.workdays.calendar import Calendar, add_workdays, is_workday


@dataclass(frozen=True)
class Told:
    """How many were told what by this run."""

    digests: int
    soon: int
    overdue: int


def send() -> Told:
    """A day before the term its unit's head is told, after it 分管局领导 too; everybody each working day."""
    known = calendar.load()
    tomorrow = add_workdays(today(), 1, known.special)
    near = waiting(Publication.objects.all()).filter(due_on__gt=today(), due_on__lte=tomorrow)
    late = waiting(Publication.objects.all()).overdue(today())
    soon = _warn(near.order_by("due_on", "pk"), Reminder.Kind.SOON)
    overdue = _warn(late.order_by("due_on", "pk"), Reminder.Kind.OVERDUE)
    return Told(_digests(known), soon, overdue)


def _warn(rows: Iterable[Publication], kind: str) -> int:
    return sum(reminders.warn(publication=one, kind=kind) is not None for one in rows)


def _digests(known: Calendar) -> int:
    """On working days one line to everybody who has something to do."""
    if not is_workday(today(), known.special):
        return 0
    people = User.objects.active().order_by("pk")
    return sum(_digest(person, known) for person in people if person.has_perm("desk.read_notices"))


@transaction.atomic
def _digest(person: User, known: Calendar) -> bool:
    """Counts only: the same words may leave the system by mail."""
    rows = todo.of(person)
    if not rows:
        return False
    found = Counter({group.label: len(group.rows) for group in todo.grouped(rows, today(), known.special)})
    parts = [f"{label} {found[label]} 件" for label in ("已逾期", "今天办结", "三个工作日内") if found[label]]
    text = f"今天共有待办 {len(rows)} 件" + (f"，其中{'、'.join(parts)}" if parts else "") + "。"
    key = f"DIGEST:{today():%Y-%m-%d}"
    return bool(notify.tell([person], key=key, text=text, url=reverse("home"), publication=None))
