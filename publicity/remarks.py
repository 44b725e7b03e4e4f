"""What stands beside a result: 异议办理中 or how it ended, and the business's own words. Nobody who wrote is named."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from publicity.models import Objection, Publication, Statement
from publicity.objection_status import DECIDED, ObjectionStatus

OPEN_NOTICE = "异议办理中"
NAMES = ("notice", "statement")
"""The fields of the public record that are written here and nowhere else."""


def beside(publication: Publication) -> dict[str, Any]:
    """`notice` and `statement` of the public record as they stand now; a field with nothing to say is left out."""
    found: dict[str, Any] = {}
    if words := _notice(publication):
        found["notice"] = words
    if said := Statement.objects.shown().filter(publication=publication).first():
        found["statement"] = {"on": said.submitted_on.isoformat(), "text": said.text}
    return found


def _notice(publication: Publication) -> str:
    """From acceptance on: whoever writes nonsense from anywhere does not mark somebody's result."""
    rows = Objection.objects.filter(publication=publication)
    if rows.filter(status=ObjectionStatus.CHECKING).exists():
        return OPEN_NOTICE
    last = rows.decided().order_by("approved_at").last()
    return f"{_ended(last)}（{_day(_on(last.approved_at))}）" if last else ""


def moments(publication: Publication) -> Iterator[dict[str, Any]]:
    """Lines of the public timeline, oldest first."""
    lines = []
    for one in Objection.objects.filter(publication=publication, accepted_at__isnull=False).order_by("pk"):
        lines.append({"on": _on(one.accepted_at).isoformat(), "what": "受理异议"})
        if one.status in DECIDED:
            lines.append({"on": _on(one.approved_at).isoformat(), "what": _ended(one)})
        elif one.withdrawn_on:
            lines.append({"on": one.withdrawn_on.isoformat(), "what": "申请人撤回异议"})
    yield from sorted(lines, key=lambda line: line["on"])


def written_into(record: Mapping[str, Any], publication: Publication) -> dict[str, Any]:
    """The public record with its remarks as they stand now; every other word as it was."""
    kept = {name: value for name, value in record.items() if name not in NAMES}
    known = kept["timeline"]
    kept["timeline"] = known + [line for line in moments(publication) if line not in known]
    return kept | beside(publication)


def _ended(objection: Objection) -> str:
    return f"异议办结：{objection.get_status_display()}"


def _on(moment: datetime | None) -> date:
    assert moment is not None, "a step that was taken has its time"
    return timezone.localdate(moment)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
