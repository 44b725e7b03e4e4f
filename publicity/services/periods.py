"""After a parameter changed: the deadlines it moves. A clock keeps the value in force on the day it started."""

from datetime import date

from django.db import transaction

from publicity.clocks import key_for
from publicity.models import Publication
from publicity.models.publication import PublicationQuerySet
from publicity.services import publications
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.parameters import reading
from yangcheng_inspect.parameters.reading import Values
from yangcheng_inspect.workdays import calendar


def would_move(values: Values, *, key: str, since: date) -> list[Publication]:
    """The entries whose clock still runs and whose period under `values` is another than the one they have."""
    return _concerned(Publication.objects.running(), values, key, since)


@transaction.atomic
def follow(*, key: str, since: date, by: User | None) -> int:
    """Set the clocks that started on `since` or later to the parameter as it is now. Returns how many moved."""
    values, days = reading.load(), calendar.load()
    moved = _concerned(Publication.objects.running().select_for_update(of=("self",)), values, key, since)
    for publication in moved:
        period = values.number(key, publication.ended_on)
        due = days.deadline(publication.ended_on, period)
        publications.set_clock(publication, {"days": period, "due_on": due.on, "provisional": due.provisional}, by)
    return len(moved)


def _concerned(rows: PublicationQuerySet, values: Values, key: str, since: date) -> list[Publication]:
    started = rows.filter(ended_on__gte=since).select_related("inspection").order_by("pk")
    ruled = (row for row in started if key_for(row.inspection.result) == key)
    return [row for row in ruled if row.days != values.number(key, row.ended_on)]
