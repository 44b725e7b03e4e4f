"""公示: expected from the day the inspection ended, published by the approval, frozen ever after (方案三(二)4)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from inspections.models import Inspection, Visit
from inspections.services.numbers import publication_number
from publicity import public_record
from publicity.clocks import days_for
from publicity.models import Publication
from publicity.public_site import schema, store
from publicity.services import amendments, answerables
from publicity.status import MOVES, PublicationStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.moves import move
from yangcheng_inspect.parameters import reading
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.workdays import calendar


@transaction.atomic
def expect(*, inspection: Inspection, by: User | None) -> Publication:
    """Open the publication of a record whose visit has ended, or set its clock to the result it now has."""
    ended_on = inspection.visit.ended_on
    if ended_on is None:
        raise DomainError("检查尚未结束，还不能计算公示期限。")
    days = days_for(inspection.result, ended_on, reading.load())
    due = calendar.deadline(ended_on, days)
    clock: dict[str, Any] = {"days": days, "due_on": due.on, "provisional": due.provisional}
    known = Publication.objects.select_for_update().filter(inspection=inspection).first()
    if known is None:
        return _open(inspection, clock, by)
    running = known.status == PublicationStatus.PENDING
    if running and any(getattr(known, name) != value for name, value in clock.items()):
        set_clock(known, clock, by)
    return known


def _open(inspection: Inspection, clock: dict[str, Any], by: User | None) -> Publication:
    visit = inspection.visit
    assert visit.ended_on is not None
    opened = Publication.objects.create(
        number=publication_number(visit.ended_on.year),
        inspection=inspection,
        unit=visit.unit,
        ended_on=visit.ended_on,
        **clock,
    )
    record("publication.expect", target=opened, by=by, detail={"due_on": opened.due_on.isoformat()})
    return opened


def set_clock(publication: Publication, clock: dict[str, Any], by: User | None) -> None:
    """Give a running entry, locked by the caller, another period or day: `days`, `due_on`, `provisional`."""
    before = publication.due_on
    for name, value in clock.items():
        setattr(publication, name, value)
    publication.save(update_fields=list(clock))
    detail = {"due_on": [before.isoformat(), publication.due_on.isoformat()]}
    record("publication.set_clock", target=publication, by=by, detail=detail)


@transaction.atomic
def recompute_open(*, by: User | None) -> int:
    """After the calendar changed: every deadline still running, anew. Returns how many moved."""
    moved, table = 0, calendar.load()
    for publication in Publication.objects.running().select_for_update():
        due = table.deadline(publication.ended_on, publication.days)
        if (due.on, due.provisional) != (publication.due_on, publication.provisional):
            set_clock(publication, {"due_on": due.on, "provisional": due.provisional}, by)
            moved += 1
    return moved


@transaction.atomic
def publish(*, inspection: Inspection, by: User) -> Publication:
    """Freeze what the public sees and show it. The trail keeps the hash of the exact bytes."""
    publication = Publication.objects.select_for_update().get(inspection=inspection)
    amendments.refuse_held(publication)
    moment = now()
    shown = public_record.build(publication, timezone.localdate(moment))
    schema.validate(shown)
    status, told = approved_as()
    stamps: dict[str, Any] = {f"{told}_at": moment, f"{told}_by": by}
    stamps |= {"record": shown, "record_hash": schema.digest(shown)}
    move(publication, status, table=MOVES, by=by, action="publication.approve", **stamps)
    answerables.freeze(publication)
    store.put_result(shown, publication_id=publication.pk)
    act = "publication.publish" if told == "published" else "publication.send"
    record(act, target=publication, by=by, public=publication.record_hash)
    return publication


def approved_as() -> tuple[PublicationStatus, str]:
    """On two networks approval only sends: the public machine's receipt publishes, and stops the clock."""
    if settings.PUBLIC_SITE_APART:
        return PublicationStatus.SENT, "sent"
    return PublicationStatus.PUBLISHED, "published"


def refuse_published(*, visit: Visit) -> None:
    """A record the public reads is not voided under its eyes: it is withdrawn first, by two people of its own."""
    out = [PublicationStatus.SENT, PublicationStatus.PUBLISHED]
    shown = Publication.objects.filter(status__in=out, inspection__visit=visit).first()
    if shown is not None:
        raise DomainError(f"这次检查的结果已经公示（{shown.number}）。请先撤下公示，再作废记录。")


@transaction.atomic
def drop(*, visit: Visit, by: User) -> None:
    """The records of this visit are void: nothing of them will be published, and their clocks stop."""
    for publication in Publication.objects.pending().select_for_update().filter(inspection__visit=visit).order_by("pk"):
        move(publication, PublicationStatus.DROPPED, table=MOVES, by=by, action="publication.drop")
