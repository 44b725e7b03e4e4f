"""Photographs on paper: small, in the order of the record, each with its time and the hash of the kept file."""

from base64 import b64encode
from dataclasses import dataclass

from inspections import vault
from inspections.models import Evidence, Inspection


@dataclass(frozen=True)
class Plate:
    """One picture of the annex; `source` is a `data:` address, empty while the picture has not come."""

    picture: Evidence
    source: str


def plates(inspection: Inspection) -> list[Plate]:
    """Every standing picture and sheet of a record."""
    rows = inspection.evidence.standing().select_related("check_point", "added_by")
    return [Plate(row, _source(row)) for row in rows]


def _source(row: Evidence) -> str:
    """Packed into the document itself: the renderer may read no other file (VA-8)."""
    path = vault.thumb_of(row.sha256)
    if not row.stored or not path.exists():
        return ""
    return "data:image/jpeg;base64," + b64encode(path.read_bytes()).decode()
