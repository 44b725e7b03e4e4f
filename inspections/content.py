"""What exactly was confirmed and signed: one canonical text of a visit's record, and its hash.

A signature binds to this hash, so a record changed afterwards has to be confirmed and signed again.
"""

import hashlib
import json
from typing import Any

from inspections.models import Inspection, Visit


def _inspection(inspection: Inspection) -> dict[str, Any]:
    answers = inspection.answers.order_by("check_point__order", "pk")
    return {
        "item": inspection.version.item.code,
        "version": inspection.version.number,
        "result": inspection.result,
        "note": inspection.note,
        "handling": inspection.handling,
        **_handlings(inspection),
        "rectify_by": inspection.rectify_by.isoformat() if inspection.rectify_by else None,
        "answers": [[a.check_point.prompt, a.choice, a.finding] for a in answers.select_related("check_point")],
        "evidence": _evidence(inspection),
    }


def _evidence(inspection: Inspection) -> list[list[Any]]:
    """Every standing picture by the hash of what the device sent: known before there is a network."""
    rows = inspection.evidence.standing().order_by("order", "pk")
    return [list(row) for row in rows.values_list("kind", "check_point__order", "received")]


def _handlings(inspection: Inspection) -> dict[str, Any]:
    """What was ticked or added with its reason; nothing where nothing was, as in records of the first form."""
    said = {
        name: getattr(inspection, name) for name in ("handlings", "other_handling", "handling_reason", "result_reason")
    }
    return {name: value for name, value in said.items() if value}


def content(visit: Visit) -> dict[str, Any]:
    """Everything the business and both officers put their names to."""
    officers = visit.officers.order_by("certificate").values_list("certificate", flat=True)
    inspections = visit.inspections.select_related("version__item").order_by("version__item__code")
    return {
        "visit": visit.number,
        "name": visit.name,
        "code": visit.code,
        "officers": list(officers),
        "attendee": visit.attendee,
        "records": [_inspection(inspection) for inspection in inspections],
    }


def content_hash(visit: Visit) -> str:
    """SHA-256 in hex over the canonical JSON of `content`."""
    text = json.dumps(content(visit), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
