"""撤下时限: a revoked, changed or unlawful decision comes down within three working days (行政处罚法第四十八条)."""

from datetime import date

from django.db import transaction

from publicity.grounds import DECIDED
from publicity.models import Publication, Takedown
from publicity.services.changes import locked
from publicity.status import PublicationStatus
from registry.services.rights import demand
from yangcheng_inspect import parameters
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.workdays import calendar


@transaction.atomic
def register(*, publication: Publication, ground: str, document: str, decided_on: date, by: User) -> Takedown:
    """Start the clock on the day the decision fell. Raises `DomainError`."""
    demand(by, "publicity.propose_withdrawal", "双随机办")
    publication = locked(publication)
    _refuse_wrong(publication, ground, document, decided_on)
    days = parameters.number("withdraw_days", decided_on)
    due = calendar.deadline(decided_on, days)
    clock = Takedown.objects.create(
        publication=publication,
        ground=ground,
        document=document.strip(),
        decided_on=decided_on,
        days=days,
        due_on=due.on,
        provisional=due.provisional,
        registered_at=now(),
        registered_by=by,
    )
    detail = {"ground": ground, "document": clock.document, "due_on": due.on.isoformat()}
    record("publication.start_takedown", target=publication, by=by, detail=detail)
    return clock


def _refuse_wrong(publication: Publication, ground: str, document: str, decided_on: date) -> None:
    if publication.status != PublicationStatus.PUBLISHED:
        raise DomainError(f"这条公示的状态是“{publication.get_status_display()}”，只有已公示的才计算撤下期限。")
    if publication.takedowns.running().exists():
        raise AlreadyDone("这条公示的撤下期限已在计算。")
    if ground not in DECIDED or not document.strip():
        raise DomainError("请选择决定是被撤销、变更还是确认违法，并写明文书编号。")
    if decided_on > today():
        raise DomainError("决定的日期不能晚于今天。")


@transaction.atomic
def settle(*, publication: Publication, outcome: Takedown.Outcome, by: User | None) -> None:
    """Stop the clock of an entry that came down or was put right."""
    for clock in publication.takedowns.running().select_for_update():
        clock.settled_at, clock.settled_by, clock.outcome = now(), by, outcome
        clock.save(update_fields=["settled_at", "settled_by", "outcome"])
        record("publication.settle_takedown", target=publication, by=by, detail={"outcome": outcome.value})


@transaction.atomic
def recompute_open(*, by: User | None) -> int:
    """After the calendar changed: every clock still running, anew. Returns how many moved."""
    moved = 0
    for clock in Takedown.objects.running().select_for_update(of=("self",)).select_related("publication"):
        due = calendar.deadline(clock.decided_on, clock.days)
        if (due.on, due.provisional) != (clock.due_on, clock.provisional):
            before, clock.due_on, clock.provisional = clock.due_on, due.on, due.provisional
            clock.save(update_fields=["due_on", "provisional"])
            detail = {"due_on": [before.isoformat(), due.on.isoformat()]}
            record("publication.set_takedown", target=clock.publication, by=by, detail=detail)
            moved += 1
    return moved
