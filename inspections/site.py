"""What happened at the door, read from 现场情况: a pause under way, an earlier try, a refusal."""

from django.db.models import QuerySet

from inspections import merged
from inspections.models import Interruption, Visit
from yangcheng_inspect.clock import today

Kind = Interruption.Kind


def _rows(visit: Visit) -> QuerySet[Interruption]:
    """Of every visit that shares the arrival: who stands still, stands still together."""
    return Interruption.objects.filter(visit__in=merged.group(visit))


def pause(visit: Visit) -> Interruption | None:
    """The pause under way."""
    return _rows(visit).filter(ended_at__isnull=True).first()


def came_before(visit: Visit) -> bool:
    """Whether the team stood before a closed door on an earlier day."""
    return _rows(visit).filter(kind=Kind.NOBODY, next_on__lte=today()).exists()


def was_refused(visit: Visit) -> bool:
    """Whether a refusal, with the warning that goes with it, is written down."""
    return _rows(visit).filter(kind=Kind.REFUSED, warned=True).exists()
