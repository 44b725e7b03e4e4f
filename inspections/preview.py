"""What a higher app knows about a record on its way to the public. It registers itself when it is ready."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from django.utils.safestring import SafeString

from inspections.models import Inspection
from yangcheng_inspect.workdays.meter import Meter


class Publisher(Protocol):
    """Shows what the public will read, and by when it must be there."""

    def public_text(self, inspection: Inspection) -> SafeString:
        """The public page's own HTML for this record as it stands; empty when there is nothing to publish."""

    def field_rules(self, inspection: Inspection) -> SafeString:
        """字段说明: every field of that text and why it is shown or withheld; empty where there is no text."""

    def refusal(self, inspection: Inspection) -> str:
        """Why it could not be published as it stands; empty when it could."""

    def meters(self, inspections: Sequence[Inspection]) -> Mapping[int, Meter]:
        """The publication clocks of records, by primary key; records without a clock are absent."""


class Nobody:
    """Stands in while no publisher has registered."""

    def public_text(self, inspection: Inspection) -> SafeString:
        return SafeString("")

    def field_rules(self, inspection: Inspection) -> SafeString:
        return SafeString("")

    def refusal(self, inspection: Inspection) -> str:
        return ""

    def meters(self, inspections: Sequence[Inspection]) -> Mapping[int, Meter]:
        return {}


_publisher: Publisher = Nobody()


def register(publisher: Publisher) -> None:
    global _publisher  # one publisher per process, set once in ready()
    _publisher = publisher


def publisher() -> Publisher:
    return _publisher
