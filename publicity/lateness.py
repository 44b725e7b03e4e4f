"""Which results are late, which of them nobody has explained, which still have to be typed into the 公示系统."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from publicity.models import Explanation, HoldRequest, Posting, Publication
from publicity.models.publication import RUNNING, SHOWN_ONCE, PublicationQuerySet
from publicity.status import HoldStatus
from yangcheng_inspect import parameters
from yangcheng_inspect.workdays.calendar import Calendar, workdays_left

DAY = timedelta(days=1)
GRANTED = [HoldStatus.APPROVED, HoldStatus.RELEASED]


def days_late(publication: Publication, today: date, calendar: Calendar) -> int:
    """Working days after the term at which it became public, for ever; of one that still waits, so far. 0: in time."""
    on = timezone.localdate(publication.published_at) if publication.published_at else today
    never = publication.status not in [*RUNNING, *SHOWN_ONCE]
    if never or on <= publication.due_on:
        return 0
    return max(1, workdays_left(publication.due_on, on, calendar.special))


def late(rows: PublicationQuerySet, day: date) -> PublicationQuerySet:
    """Not public on that day though the term is over, or made public after it (方案三(二)4)."""
    public_on = rows.annotate(public_on=TruncDate("published_at"))
    waiting = Q(pk__in=rows.order_by().overdue(day).values("pk"))
    return public_on.filter(waiting | Q(public_on__gt=F("due_on")))


def unexplained(rows: PublicationQuerySet, day: date) -> PublicationQuerySet:
    """Late ones without a word; a hold that was granted or commanded is its own reason."""
    said = Exists(Explanation.objects.filter(publication=OuterRef("pk")))
    granted = Exists(HoldRequest.objects.filter(publication=OuterRef("pk"), status__in=GRANTED))
    return late(rows, day).filter(~said, ~granted, held_at__isnull=True)


def is_late(publication: Publication, day: date) -> bool:
    return late(Publication.objects.filter(pk=publication.pk), day).exists()


def unposted(rows: PublicationQuerySet) -> PublicationQuerySet:
    """Public here, and in no 公示系统 yet."""
    return rows.published().exclude(Exists(Posting.objects.filter(publication=OuterRef("pk"))))


def post_by(publication: Publication, calendar: Calendar) -> date:
    """The last day for typing it into the 公示系统."""
    assert publication.published_at is not None, "only what is public is posted"
    return _post_by(timezone.localdate(publication.published_at), calendar)


def _post_by(public_on: date, calendar: Calendar) -> date:
    return calendar.deadline(public_on, parameters.number("posting_days", public_on)).on


def posting_overdue(rows: PublicationQuerySet, day: date, calendar: Calendar) -> PublicationQuerySet:
    """`unposted` whose last day lies before `day`."""
    return unposted(rows).filter(published_at__date__lte=_newest_overdue(day, calendar))


def _newest_overdue(day: date, calendar: Calendar) -> date:
    """The newest day of publication whose term of posting is over on `day`: later ones end later."""
    public_on = day
    while _post_by(public_on, calendar) >= day:
        public_on -= DAY
    return public_on
