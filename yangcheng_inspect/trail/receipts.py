"""Receipts `size:root`: what the log was when something happened, printed on papers that leave the house.

Whoever holds a receipt holds the whole log up to there to its word, also where no checkpoint had been published yet.
"""

from dataclasses import dataclass
from functools import cached_property

import segno
from django.db.models import Model

from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.models import Event


@dataclass(frozen=True)
class Receipt:
    """The first `size` events have this root (hex)."""

    size: int
    root: str

    @property
    def text(self) -> str:
        return f"{self.size}:{self.root}"

    @cached_property
    def qr(self) -> str:
        """The text alone as a QR code, a `data:` address."""
        return str(segno.make(self.text, error="m", micro=False).svg_data_uri(scale=4, border=1))


def current() -> Receipt | None:
    """Up to the last event there is; None for an empty log."""
    return _of(Event.objects.order_by("-seq").only("seq", "root").first())


def of(target: Model | str) -> Receipt | None:
    """Up to the last event of an object, or of the object a child row answers to; None where it has none yet."""
    found = Event.objects.filter(obj=objects.name_of(target)).order_by("-seq").only("seq", "root").first()
    return _of(found)


def _of(event: Event | None) -> Receipt | None:
    return Receipt(event.seq + 1, event.root) if event else None
