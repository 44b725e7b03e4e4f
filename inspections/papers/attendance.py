"""出勤单 of a task: who was sent, took it on, arrived and signed, visit by visit."""

from typing import Any

from inspections.choices import PaperKind
from inspections.models import Task, VisitOfficer
from inspections.papers.kinds import Kind, register


def attendance_paper(task: Task) -> dict[str, Any]:
    """One row per officer and visit, in the order of the visits; then how many arrivals each officer has."""
    places = VisitOfficer.objects.filter(visit__task=task).select_related("visit", "inspector")
    rows = list(places.order_by("visit__planned_on", "visit", "-leads", "pk"))
    people: dict[str, int] = {}
    for place in rows:
        people[place.inspector.name] = people.get(place.inspector.name, 0) + bool(place.arrived_at)
    return {"task": task, "rows": rows, "people": sorted(people.items())}


ATTENDANCE = Kind(
    PaperKind.ATTENDANCE,
    "inspections.Task",
    "inspections/papers/attendance.html",
    attendance_paper,
    number=lambda task: task.number,
    task=lambda task: task,
)
register(ATTENDANCE)
