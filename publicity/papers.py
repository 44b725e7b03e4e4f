"""公示台账 of a task (domain.md §5.7): every record on its way to the public, with its day and its result."""

from typing import Any

from django.conf import settings

from inspections.choices import PaperKind
from inspections.models import Task
from inspections.papers.kinds import Kind, register
from publicity.models import Publication


def ledger_paper(task: Task) -> dict[str, Any]:
    """One row per record, in the order of the days on which the checks ended."""
    rows = Publication.objects.filter(inspection__visit__task=task).select_related(
        "inspection__visit", "inspection__version__item", "unit"
    )
    return {"task": task, "rows": list(rows.order_by("ended_on", "number")), "phone": settings.CONTACT_PHONE}


LEDGER = Kind(
    PaperKind.LEDGER,
    "inspections.Task",
    "publicity/papers/ledger.html",
    ledger_paper,
    number=lambda task: task.number,
    task=lambda task: task,
)
register(LEDGER)
