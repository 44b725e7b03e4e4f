"""One visit of the story was done on paper: typed in the same day, its sheet scanned, both officers confirm."""

from dataclasses import replace
from datetime import date, datetime, time

from django.utils import timezone

from inspections.models import Visit
from inspections.services import paper, records
from inspections.services.paper import Sheet
from yangcheng_inspect.desk.demo import pictures
from yangcheng_inspect.desk.demo.days import at
from yangcheng_inspect.desk.demo.trades import person_at
from yangcheng_inspect.desk.demo.visits import AGREED, CLEAN, fill, team

WHY = "该处没有手机信号，现场使用纸质记录表"


def finish(visit: Visit, day: date) -> Visit:
    """A clean record of the morning, typed in at the station in the afternoon."""
    lead, person = team(visit)[0], person_at(visit)
    arrived = {place.pk: _moment(day, 9, 40) for place in visit.officers.all()}
    sheet = Sheet(
        arrived_at=arrived,
        served_at=_moment(day, 9, 45),
        ended_at=_moment(day, 10, 50),
        reason=WHY,
        attendee=person.name,
        attendee_role=person.role,
    )
    with at(day, 15, 10):
        paper.enter(visit=visit, sheet=sheet, by=lead)
    fill(visit, day, CLEAN)
    said = replace(AGREED, strokes=None, on_paper=True, signer=person.name, signer_role=person.role)
    with at(day, 15, 40):
        for inspection in visit.inspections.all():
            pictures.scan(inspection, by=lead)
        records.confirm(visit=visit, said=said, by=lead)
    with at(day, 15, 45):
        for officer in team(visit):
            records.sign(visit=visit, by=officer)
        return records.submit(visit=visit, by=lead)


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_current_timezone())
