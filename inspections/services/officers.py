"""The people of a team on the day: there, certified, and written down as they stood (行政处罚法42、55)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from inspections.models import HandMark, Visit, VisitOfficer
from registry.models import Absence, Certificate, Inspector
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError

KEPT = timedelta(hours=72)
"""A draft on a phone lives 72 hours; nothing older comes in."""
AHEAD = timedelta(minutes=5)
"""How far a phone's clock may be ahead."""


def place(visit: Visit, inspector: Inspector, *, leads: bool, certificate: str) -> VisitOfficer:
    """An unsaved place on a team, with the unit of today."""
    unit = inspector.unit.name
    return VisitOfficer(visit=visit, inspector=inspector, leads=leads, certificate=certificate, unit_name=unit)


def refuse_away(visit: Visit, day: date) -> None:
    """No visit on a day on which one of the team is on duty or away; the other days of the task stay free."""
    for why in _away(visit, day):
        raise DomainError(f"{why}，不能安排在这一天检查。请另选日期。")


def refuse_uncertified(visit: Visit, day: date) -> None:
    """No visit on a day for which an officer holds no certificate (行政处罚法42)."""
    for why in _uncertified(visit, day):
        raise DomainError(f"{why}，不能安排在这一天检查。请另选日期，或报双随机办更换人员。")


def hindrances(visit: Visit, day: date) -> Iterator[str]:
    """Why somebody of the team cannot go that day."""
    yield from (f"{why}。" for why in _away(visit, day))
    yield from (f"{why}。" for why in _uncertified(visit, day))


def _away(visit: Visit, day: date) -> Iterator[str]:
    people = visit.officers.values("inspector_id")
    rows = Absence.objects.on(day).filter(inspector_id__in=people).select_related("inspector")
    for absence in rows.order_by("inspector_id", "from_day"):
        yield f"{absence.inspector.name} {day.month}月{day.day}日 {absence.get_kind_display()}"


def _uncertified(visit: Visit, day: date) -> Iterator[str]:
    for officer in visit.officers.select_related("inspector"):
        if officer.inspector.certificate_on(day) is None:
            yield f"{officer.inspector.name}的执法证在 {day.month}月{day.day}日 已不在有效期内"


def certified(officer: VisitOfficer) -> Certificate:
    """The certificate that is valid today, or a refusal that says what to do."""
    card = officer.inspector.certificate_on(today())
    if card is None:
        who = officer.inspector.name
        raise DomainError(f"{who}的执法证今天不在有效期内，不得实施检查。请报双随机办更换人员。")
    return card


def believable(moment: datetime) -> datetime:
    """A time that a phone's clock can have had, never after now. Raises DomainError."""
    if not now() - KEPT <= moment <= now() + AHEAD:
        raise DomainError("手机上的时间与系统时间相差过大。请校准手机时间后重新登记。")
    return min(moment, now())


def confirm_mark(officer: VisitOfficer, act: HandMark.Act) -> HandMark | None:
    """The own login stands behind what was written by hand; the mark, or None where there is none to confirm."""
    found = HandMark.objects.filter(officer=officer, act=act, confirmed_at__isnull=True).first()
    if found is not None:
        found.confirmed_at = now()
        found.save(update_fields=["confirmed_at"])
    return found


def arrive(officer: VisitOfficer, said_at: datetime | None = None) -> None:
    """What is shown on site is what gets printed: number and unit of the day.

    `said_at` is the time on a phone without a network; a mark by hand tells it as well.
    """
    mark = confirm_mark(officer, HandMark.Act.ARRIVE)
    officer.arrived_said_at = mark.written_at if mark else said_at and believable(said_at)
    officer.certificate = certified(officer).number
    officer.unit_name = officer.inspector.unit.name
    officer.arrived_at = now()
    officer.save(update_fields=["certificate", "unit_name", "arrived_at", "arrived_said_at"])


def change(place: VisitOfficer, newcomer: Inspector, certificate: str) -> None:
    """Another officer in the very place: he has accepted, shown and signed nothing yet."""
    place.hand_marks.all().delete()
    place.inspector, place.unit_name, place.certificate = newcomer, newcomer.unit.name, certificate
    place.accepted_at = place.arrived_at = place.signed_at = None
    place.signed_hash = ""
    place.save()
