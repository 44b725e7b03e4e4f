"""Which visits share one arrival (合并检查), read from `Visit.joins`; locked in one order when they act together."""

from inspections.models import Visit
from inspections.status import CALLED_OFF


def first_of(visit: Visit) -> Visit:
    """The visit that leads: its notice is the notice of all."""
    return visit.joins or visit


def group(visit: Visit) -> list[Visit]:
    """The visits that share one arrival, the leading one first; a visit alone is its own group.

    One that was called off, or voided, shares nothing any more.
    """
    first = first_of(visit)
    rows = [first, *first.joined.order_by("pk")]
    return [one for one in rows if one.pk == visit.pk or one.status not in CALLED_OFF]


def others(visit: Visit) -> list[Visit]:
    """Those that share the arrival of this one."""
    return [one for one in group(visit) if one.pk != visit.pk]


def lock(visit: Visit) -> Visit:
    """All of the group in the order of their keys, so that two teams never wait for each other; this one fresh."""
    keys = [one.pk for one in group(visit)]
    rows = {one.pk: one for one in Visit.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return rows[visit.pk]
