"""One visit as data: what an officer's phone keeps, encrypted, to go on without a network."""

from typing import Any

from inspections import sheet
from inspections.choices import AT_DOOR, AnswerChoice, RefusalReason, Result
from inspections.content import content_hash
from inspections.models import Inspection, Visit, VisitOfficer
from inspections.services.records import EDITABLE
from inspections.status import VisitStatus

Plain = dict[str, Any]


def of(visit: Visit, place: VisitOfficer) -> Plain:
    """`place` is whose phone it is."""
    return {
        "visit": _visit(visit),
        "me": place.pk,
        "officers": [_officer(officer, content_hash(visit)) for officer in visit.officers.all()],
        "records": [_record(inspection, visit) for inspection in visit.inspections.all()],
        "choices": {
            "answers": AnswerChoice.choices,
            "results": Result.choices,
            "opinions": AT_DOOR,
            "refusals": RefusalReason.choices,
        },
    }


def _visit(visit: Visit) -> Plain:
    return {
        "pk": visit.pk,
        "number": visit.number,
        "name": visit.name,
        "address": visit.address or visit.town,
        "kind": visit.get_kind_display(),
        "status": visit.status,
        "words": visit.get_status_display(),
        "open": visit.status in (VisitStatus.READY, VisitStatus.ONSITE),
        "frequency": visit.frequency,
        "informed": visit.notice_served_at is not None,
        "attendee": visit.attendee,
        "attendee_role": visit.attendee_role,
        "said": visit.said is not None and visit.said.content_hash == content_hash(visit),
    }


def _officer(officer: VisitOfficer, now: str) -> Plain:
    marks = [mark.act for mark in officer.hand_marks.all() if mark.confirmed_at is None]
    return {
        "pk": officer.pk,
        "name": officer.inspector.name,
        "leads": officer.leads,
        "certificate": officer.certificate,
        "arrived": f"{officer.arrived_at.astimezone():%H:%M}" if officer.arrived_at else "",
        "signed": officer.signed_at is not None and officer.signed_hash == now,
        "by_hand": marks,
    }


def _record(inspection: Inspection, visit: Visit) -> Plain:
    points = inspection.version.check_points.all()
    return {
        "pk": inspection.pk,
        "title": inspection.version.item.title,
        "editable": visit.status == VisitStatus.ONSITE and inspection.status in EDITABLE,
        "words": inspection.get_status_display(),
        "revision": inspection.revision,
        "values": sheet.values(inspection),
        "handlings": list(inspection.version.handlings),
        "points": [
            {
                "pk": point.pk,
                "order": point.order,
                "prompt": point.prompt,
                "basis": point.basis,
                "guidance": point.guidance,
                "documents": point.documents,
            }
            for point in points
        ],
    }
