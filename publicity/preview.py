"""What the desks below are shown of the public side: the text before it is out, and its clock."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from inspections.models import Inspection
from publicity import public_record
from publicity.models import Publication
from publicity.public_site import field_rules, schema
from publicity.public_site.words import result_tag
from yangcheng_inspect.clock import today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.workdays import calendar
from yangcheng_inspect.workdays.calendar import Deadline
from yangcheng_inspect.workdays.meter import Meter, meter


def _record(inspection: Inspection) -> dict[str, Any] | None:
    """What the public reads, or would read if it were published today; None before the inspection has ended."""
    publication = getattr(inspection, "publication", None)
    if publication is None:
        return None
    record: dict[str, Any] = publication.record or public_record.build(publication, today())
    return record


class PublicSide:
    """Registered with `inspections.preview`."""

    def public_text(self, inspection: Inspection) -> SafeString:
        """Every field of the public record, in the words of the public page."""
        if (record := _record(inspection)) is None:
            return SafeString("")
        tag = result_tag(record["result"]["code"], record["result"]["word"])
        return render_to_string("publicity/_preview.html", {"record": record, "tag": tag})

    def field_rules(self, inspection: Inspection) -> SafeString:
        """A table to unfold (ux.md A18)."""
        if (record := _record(inspection)) is None:
            return SafeString("")
        context = {"lines": field_rules.explained(record), "withheld": field_rules.WITHHELD}
        return render_to_string("publicity/_field_rules.html", context)

    def refusal(self, inspection: Inspection) -> str:
        """What the allow-list or its gate against personal data would say to it now."""
        publication = getattr(inspection, "publication", None)
        if publication is None or publication.record:
            return ""
        if publication.held_at:
            return f"暂缓公示：{publication.held_reason}。"
        if publication.hold_requests.pending().exists():
            return "有人申请暂缓公示此件，须由分管局领导先在公示台账中决定。"
        try:
            schema.validate(public_record.build(publication, today()))
        except DomainError as refusal:
            return str(refusal)
        return ""

    def meters(self, inspections: Sequence[Inspection]) -> Mapping[int, Meter]:
        """The clocks of those still to be published: three queries."""
        pending = Publication.objects.pending().filter(inspection__in=[one.pk for one in inspections])
        known, day = calendar.load(), today()
        return {
            one.inspection_id: meter(
                one.ended_on, day, Deadline(one.due_on, one.provisional), known.special, paused=bool(one.held_at)
            )
            for one in pending
        }
