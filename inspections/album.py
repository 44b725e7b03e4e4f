"""The pictures of one record as its pages show them: by check-point, the sheets, what was taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from inspections.choices import EvidenceKind
from inspections.models import Evidence, Inspection, PaperEntry


@dataclass(frozen=True)
class Album:
    """Read once for a page; in the order they were announced."""

    rows: Sequence[Evidence]
    entry: PaperEntry | None = None  # how the visit was typed in from paper

    def at(self, point: int | None) -> list[Evidence]:
        """Photographs at this check-point; None: those of the record as a whole."""
        return [row for row in self.standing if row.kind == EvidenceKind.PHOTO and row.check_point_id == point]

    @property
    def standing(self) -> list[Evidence]:
        return [row for row in self.rows if row.withdrawn_at is None]

    @property
    def whole(self) -> list[Evidence]:
        """Photographs and material of the record as a whole."""
        others = [row for row in self.standing if row.kind == EvidenceKind.OTHER]
        return self.at(None) + others

    @property
    def sheets(self) -> list[Evidence]:
        """Scans of what was signed by hand."""
        return [row for row in self.standing if row.kind == EvidenceKind.SCAN]

    @property
    def withdrawn(self) -> list[Evidence]:
        return [row for row in self.rows if row.withdrawn_at is not None]

    @property
    def new_key(self) -> str:
        """For a form of a page without a script: the same form sent twice is one picture."""
        return str(uuid4())


def of(inspection: Inspection) -> Album:
    """Of a record that is stored; empty for a preview."""
    if not inspection.pk:
        return Album([])
    rows = inspection.evidence.select_related("check_point", "added_by", "withdrawn_by")
    return Album(list(rows), getattr(inspection.visit, "paper", None))
