"""In a dead zone the second officer signs by hand on the colleague's phone; the own login confirms it afterwards."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from inspections import checks
from inspections.content import content_hash
from inspections.models import HandMark, Visit, VisitOfficer
from inspections.services import officers
from inspections.services.visits import locked, own_place, require_on_site
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.services import record


@transaction.atomic
def mark(
    *, visit: Visit, officer: int, act: str, strokes: Sequence[object], written_at: datetime, by: User
) -> HandMark:
    """到场亮证 or signature of the colleague with primary key `officer`, written by hand on this person's phone."""
    visit = locked(visit)
    mine = own_place(visit, by)
    require_on_site(visit)
    place = visit.officers.select_related("inspector").filter(pk=officer).first()
    if place is None or place.pk == mine.pk:
        raise NotPermitted("手写登记只用于同组的另一名检查人员；本人请直接办理。")
    officers.certified(place)
    if mine.arrived_at is None or not strokes:
        raise DomainError("手机持有人须先到场亮证，同组人员再手写签名。")
    found = _written(visit, place, act)
    found.strokes, found.written_at = list(strokes), officers.believable(written_at)
    found.taken_at, found.taken_by = now(), by
    # His own login was faster than this phone: it stands behind the mark already.
    found.confirmed_at = found.taken_at if _stands(place, found) else None
    found.save()
    record("visit.mark_by_hand", target=visit, by=by, detail={"act": act, "officer": place.certificate})
    return found


def _stands(place: VisitOfficer, mark: HandMark) -> bool:
    if mark.act == HandMark.Act.ARRIVE:
        return place.arrived_at is not None
    return place.signed_at is not None and place.signed_hash == mark.content_hash


def _written(visit: Visit, place: VisitOfficer, act: str) -> HandMark:
    """The row to write: a signature belongs to the text that the business confirmed."""
    if act not in HandMark.Act.values:
        raise DomainError("手写登记只有到场亮证和签名两种。请刷新页面。")
    found = HandMark.objects.filter(officer=place, act=act).first() or HandMark(visit=visit, officer=place, act=act)
    if act == HandMark.Act.SIGN:
        if missing := list(checks.confirmation(visit)):
            raise DomainError("".join(missing))
        found.content_hash = content_hash(visit)
    return found
