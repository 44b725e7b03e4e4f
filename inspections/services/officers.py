"""The people of a team on the day: there, certified, and written down as they stood (行政处罚法42、55)."""

from datetime import date

from inspections.models import Visit, VisitOfficer
from registry.models import Absence, Certificate, Inspector
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError


def place(visit: Visit, inspector: Inspector, *, leads: bool, certificate: str) -> VisitOfficer:
    """An unsaved place on a team, with the unit of today."""
    unit = inspector.unit.name
    return VisitOfficer(visit=visit, inspector=inspector, leads=leads, certificate=certificate, unit_name=unit)


def refuse_away(visit: Visit, day: date) -> None:
    """No visit on a day on which one of the team is on duty or away; the other days of the task stay free."""
    people = visit.officers.values("inspector_id")
    absence = Absence.objects.on(day).filter(inspector_id__in=people).select_related("inspector").first()
    if absence is not None:
        why = f"{absence.inspector.name} {day.month}月{day.day}日 {absence.get_kind_display()}"
        raise DomainError(f"{why}，不能安排在这一天检查。请另选日期。")


def certified(officer: VisitOfficer) -> Certificate:
    """The certificate that is valid today, or a refusal that says what to do."""
    card = officer.inspector.certificate_on(today())
    if card is None:
        who = officer.inspector.name
        raise DomainError(f"{who}的执法证今天不在有效期内，不得实施检查。请报双随机办更换人员。")
    return card


def arrive(officer: VisitOfficer) -> None:
    """What is shown on site is what gets printed: number and unit of the day."""
    officer.certificate = certified(officer).number
    officer.unit_name = officer.inspector.unit.name
    officer.arrived_at = now()
    officer.save(update_fields=["certificate", "unit_name", "arrived_at"])
