"""What a record still lacks, each with the place on its page where it is to be filled in."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspections import checks
from inspections.models import Inspection, Visit


@dataclass(frozen=True)
class Gap:
    """One sentence of `checks`, and the address that leads to its place."""

    words: str
    url: str


def of_record(inspection: Inspection) -> Iterator[Gap]:
    page = inspection.get_absolute_url()
    for point, words in checks.open_points(inspection):
        yield Gap(words, f"{page}#point-{point.order}")
    for words in checks.result(inspection):
        yield Gap(words, f"{page}#result")


def of_visit(visit: Visit) -> Iterator[Gap]:
    """Over all records of the visit."""
    for inspection in visit.inspections.select_related("version__item"):
        yield from of_record(inspection)
