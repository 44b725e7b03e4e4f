"""The canonical text of one whole record, SSJ-RECORD/1: what is hashed when the record is handed in (方案三(二)2).

JSON with sorted keys and no blanks, so that anybody can compute the hash again from the kept text alone.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from inspections.content import content, content_hash
from inspections.models import Inspection, Visit, VisitOfficer

FORM = "SSJ-RECORD/1"
VISIT = ("number", "kind", "name", "code", "address", "town", "method", "attendee", "attendee_role", "recorder_no")
TIMES = ("notice_served_at", "rights_read_at", "ended_on")
SAID = (
    "opinion",
    "signer",
    "signer_role",
    "on_paper",
    "statement",
    "refusal_reason",
    "refusal_note",
    "witness",
    "content_hash",
    "confirmed_at",
)


def of(inspection: Inspection) -> str:
    """The text of a record as it stands now."""
    return json.dumps(values(inspection), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 in hex over the UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Mapping[str, Any]:
    """The values of a sealed text. ValueError when it is not one."""
    found: Mapping[str, Any] = json.loads(text)
    if found.get("form") != FORM:
        raise ValueError(f"not {FORM}")
    return found


def values(inspection: Inspection) -> dict[str, Any]:
    visit, code = inspection.visit, inspection.version.item.code
    return {
        "form": FORM,
        "visit": {name: getattr(visit, name) for name in VISIT},
        "times": {name: _plain(getattr(visit, name)) for name in TIMES},
        "title": inspection.version.item.title,
        "record": next(one for one in content(visit)["records"] if one["item"] == code),
        "confirmation": _said(visit),
        "officers": [_officer(officer) for officer in visit.officers.select_related("inspector").order_by("pk")],
        "confirmed_content": content_hash(visit),
        "submitted": {
            "at": _plain(inspection.submitted_at),
            "by": inspection.submitted_by and inspection.submitted_by.name,
        },
    }


def _said(visit: Visit) -> dict[str, Any] | None:
    given = visit.said
    if given is None:
        return None
    strokes = json.dumps(given.strokes, separators=(",", ":"))
    return {name: _plain(getattr(given, name)) for name in SAID} | {"strokes_sha256": digest(strokes)}


def _officer(officer: VisitOfficer) -> dict[str, Any]:
    """Name, unit and certificate as they stood, and when this officer came and signed what."""
    return {
        "name": officer.inspector.name,
        "unit": officer.unit,
        "certificate": officer.certificate,
        "leads": officer.leads,
        "arrived_at": _plain(officer.arrived_at),
        "signed_at": _plain(officer.signed_at),
        "signed_hash": officer.signed_hash,
    }


def _plain(value: Any) -> Any:
    """Times in ISO form with their zone; anything else as it is."""
    if isinstance(value, datetime):
        return value.astimezone().isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else value
