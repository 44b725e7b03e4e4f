"""Small parts that several papers share: tick boxes, signatures, a code people can read to one another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspections.models import Confirmation, VisitOfficer
from registry.models import ItemVersion, LegalBasis

MARGIN = 30


@dataclass(frozen=True)
class Box:
    """A tick box with its word."""

    ticked: bool
    word: str

    @property
    def mark(self) -> str:
        return "☑" if self.ticked else "☐"


@dataclass(frozen=True)
class Signature:
    """Strokes as the path of an SVG, with the box they lie in."""

    view_box: str
    path: str


def boxes(choices: Iterable[tuple[str, str]], chosen: str) -> list[Box]:
    return [Box(value == chosen, str(word)) for value, word in choices]


def signature(given: Confirmation | None) -> Signature | None:
    if given is None or not given.strokes:
        return None
    points = [point for stroke in given.strokes for point in stroke]
    left, top = (min(point[axis] for point in points) - MARGIN for axis in (0, 1))
    right, bottom = (max(point[axis] for point in points) + MARGIN for axis in (0, 1))
    path = " ".join("M" + " L".join(f"{x} {y}" for x, y in stroke) for stroke in given.strokes)
    return Signature(f"{left} {top} {right - left} {bottom - top}", path)


def grouped(digest: str) -> str:
    """The first sixteen characters in groups of four, as people read them to one another."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def shown_officer(officer: VisitOfficer, day: date) -> dict[str, str]:
    """Number and unit as shown on site; before that, the certificate that is valid on the day of the visit."""
    card = None if officer.arrived_at else officer.inspector.certificate_on(day)
    number = card.number if card else officer.certificate
    word = "主办" if officer.leads else "协办"
    return {"word": word, "name": officer.inspector.name, "unit": officer.unit, "certificate": number}


def bases(version: ItemVersion) -> list[LegalBasis]:
    """Articles that give the power and those that oblige; a joint item shows its own only."""
    return list(version.bases.filter(kind__in=[LegalBasis.Kind.POWER, LegalBasis.Kind.DUTY]))
