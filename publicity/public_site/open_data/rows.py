"""Which results a file holds, read in portions; and whether they changed since somebody took it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Extract, ExtractYear

from publicity.public_site import tally
from publicity.public_site.models import PublicResult
from publicity.public_site.models.result import PublicResultQuerySet

PORTION = 2000
"""Rows in memory at once."""


@dataclass(frozen=True)
class Mark:
    """What a file is at this moment: how many rows, when the last of them was written, and all that as one word."""

    count: int
    changed_at: datetime | None
    etag: str


def of_year(year: int) -> PublicResultQuerySet:
    """Published in a year; what came down since is among them, without the business."""
    return PublicResult.objects.filter(published_on__range=(date(year, 1, 1), date(year, 12, 31)))


def years(on: date) -> list[tuple[int, int, datetime]]:
    """(year, rows, last change), the newest year first; counted as `tally` counts."""
    return tally.kept("years", on, _years)


def _years(_: date) -> list[tuple[int, int, datetime]]:
    found = PublicResult.objects.order_by().values_list(ExtractYear("published_on"))
    counted = found.annotate(rows=Count("*"), changed=Max("changed_at"))
    return sorted(((year, rows, changed) for year, rows, changed in counted), reverse=True)


def mark(rows: PublicResultQuerySet, form: str) -> Mark:
    """Rows whose number and times of writing are the same are the same rows."""
    epoch = Sum(Extract("changed_at", "epoch"))
    found: dict[str, Any] = rows.order_by().aggregate(count=Count("*"), last=Max("changed_at"), sum=epoch)
    word = hashlib.sha256(f"{form}/{found['count']}/{found['last']}/{found['sum']}".encode()).hexdigest()[:32]
    return Mark(found["count"], found["last"], f'"{word}"')


def portions(rows: PublicResultQuerySet) -> Iterator[PublicResult]:
    """Every row in the order of publication; the database is asked for `PORTION` at a time."""
    ordered = rows.order_by("published_on", "publication_id")
    found = list(ordered[:PORTION])
    while found:
        yield from found
        last = found[-1]
        later = Q(published_on__gt=last.published_on) | Q(publication_id__gt=last.publication_id)
        found = list(ordered.filter(later, published_on__gte=last.published_on)[:PORTION])
