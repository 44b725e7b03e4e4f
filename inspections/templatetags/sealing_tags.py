"""What stands beside a sealed record: remarks at their places, seals, addenda, the void."""

from typing import Any

from django import template

from inspections.models import Addendum, Inspection, RecordSeal, RecordVoid, ReviewMark
from inspections.services import marks
from inspections.status import RecordStatus, VoidStatus

register = template.Library()
CORRECTED = [RecordStatus.RETURNED, RecordStatus.SUBMITTED, RecordStatus.REVIEWED, RecordStatus.CHECKED]


@register.simple_tag
def remarks_of(inspection: Inspection) -> list[ReviewMark]:
    """The remarks of the newest return, as long as the record is being put right or looked at again."""
    return marks.last_remarks(inspection) if inspection.pk and inspection.status in CORRECTED else []


@register.simple_tag
def seals_of(inspection: Inspection) -> list[RecordSeal]:
    """Every seal, the newest first."""
    return list(inspection.seals.select_related("sealed_by").order_by("-no"))


@register.simple_tag
def addenda_of(inspection: Inspection) -> list[Addendum]:
    return list(inspection.addenda.select_related("added_by").order_by("no"))


@register.simple_tag
def voids_of(inspection: Inspection) -> list[RecordVoid]:
    """Applications to void the record's visit, the newest first; declined ones are history and stay out."""
    rows = inspection.visit.voids.exclude(status=VoidStatus.DECLINED).select_related("asked_by", "decided_by")
    return list(rows.order_by("-pk"))


@register.filter
def remarks_at(remarks: list[ReviewMark], check_point: int) -> list[ReviewMark]:
    """Those about one check-point."""
    return [one for one in remarks if one.check_point_id == check_point]


@register.filter
def sections_of(remarks: list[ReviewMark]) -> list[ReviewMark]:
    """Those about a section of the checklist."""
    return [one for one in remarks if one.section]


@register.inclusion_tag("inspections/_remark.html")
def remark_note(mark: ReviewMark) -> dict[str, Any]:
    return {"mark": mark}
