"""What happened at the door, read from 现场情况: a pause under way, an earlier try, a refusal."""

from inspections.models import Interruption, Visit
from yangcheng_inspect.clock import today

Kind = Interruption.Kind


def pause(visit: Visit) -> Interruption | None:
    """The pause under way."""
    return visit.interruptions.filter(ended_at__isnull=True).first()


def came_before(visit: Visit) -> bool:
    """Whether the team stood before a closed door on an earlier day."""
    return visit.interruptions.filter(kind=Kind.NOBODY, next_on__lte=today()).exists()


def was_refused(visit: Visit) -> bool:
    """Whether a refusal, with the warning that goes with it, is written down."""
    return visit.interruptions.filter(kind=Kind.REFUSED, warned=True).exists()
