"""The acts of a phone's queue, each by the service that the pages use too; the answer tells how the visit stands."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from inspections import checks
from inspections.content import content_hash
from inspections.models import Visit
from inspections.services import hand_marks, records, visits
from inspections.services.sync import Outcome, Waiting, require_seen
from inspections.services.visits import own_place
from yangcheng_inspect.accounts.models import User

Seen = Mapping[str, Mapping[str, Any]]


class Act(Protocol):
    """`given` is what `forms.phone` read for this act; `seen` the records as the phone showed them."""

    def __call__(self, *, visit: Visit, given: Any, seen: Seen, by: User) -> Outcome: ...


def _arrive(*, visit: Visit, given: Any, seen: Seen, by: User) -> Outcome:
    visits.arrive(visit=visit, said_at=given, by=by)
    return standing(visit)


def _hand(*, visit: Visit, given: Any, seen: Seen, by: User) -> Outcome:
    if given.act == "SIGN":
        require_seen(visit, seen)
    hand_marks.mark(
        visit=visit, officer=given.officer, act=given.act, strokes=given.strokes, written_at=given.written_at, by=by
    )
    return standing(visit)


def _inform(*, visit: Visit, given: Any, seen: Seen, by: User) -> Outcome:
    visits.inform(visit=visit, by=by, **given)
    return standing(visit)


def _confirm(*, visit: Visit, given: Any, seen: Seen, by: User) -> Outcome:
    require_seen(visit, seen)
    records.confirm(visit=visit, said=given, by=by)
    return standing(visit)


def _sign(*, visit: Visit, given: Any, seen: Seen, by: User) -> Outcome:
    require_seen(visit, seen)
    records.sign(visit=visit, by=by)
    return standing(visit)


def _submit(*, visit: Visit, given: Any, seen: Seen, by: User) -> Outcome:
    missing = checks.missing(visit)
    others = {*checks.own_logins(visit), *checks.signatures(visit)}
    if missing and others.issuperset(missing) and own_place(visit, by).signed_hash == content_hash(visit):
        raise Waiting("".join(missing))
    records.submit(visit=visit, by=by)
    return standing(visit)


def standing(visit: Visit) -> Outcome:
    """The visit after the act: `{status, words}`."""
    fresh = Visit.objects.get(pk=visit.pk)
    return {"status": fresh.status, "words": fresh.get_status_display()}


ACTS: dict[str, Callable[..., Outcome]] = {
    "arrive": _arrive,
    "hand": _hand,
    "inform": _inform,
    "confirm": _confirm,
    "sign": _sign,
    "submit": _submit,
}
