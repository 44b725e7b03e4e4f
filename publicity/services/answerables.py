"""责任单位 and 责任人 of a result (谁检查谁录入谁公开): as they stand, and frozen when it is approved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from inspections.models import Inspection
from publicity.models import Answerable, Publication
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now

STEPS = (("submitted", "录入提交"), ("reviewed", "单位审核"), ("checked", "双随机办审核"), ("approved", "批准公示"))


@dataclass(frozen=True)
class Said:
    """Who answers, and who let it pass so far: `chain` as in `Answerable.chain`."""

    unit_name: str
    person_name: str
    chain: list[dict[str, str]]


def of(publication: Publication) -> Said:
    """Frozen ones as they were called at the approval, others as they stand."""
    frozen = getattr(publication, "answerable", None)
    if frozen is not None:
        return Said(frozen.unit_name, frozen.person_name, frozen.chain)
    person = _person(publication.inspection)
    return Said(publication.unit.name, person.name if person else "", list(_chain(publication.inspection)))


def freeze(publication: Publication) -> Answerable:
    """Called by the approval, in its transaction: its event tells this row too."""
    said = of(publication)
    facts: dict[str, Any] = {"unit_name": said.unit_name, "person_name": said.person_name, "chain": said.chain}
    return Answerable.objects.create(
        publication=publication, person=_person(publication.inspection), frozen_at=now(), **facts
    )


def _person(inspection: Inspection) -> User | None:
    """Whoever handed the record in; before that the leading officer, whose login may be missing."""
    if inspection.submitted_by:
        return inspection.submitted_by
    lead = inspection.visit.lead
    return lead.inspector.user if lead else None


def _chain(inspection: Inspection) -> Iterator[dict[str, str]]:
    for name, step in STEPS:
        person: User | None = getattr(inspection, f"{name}_by")
        moment: datetime | None = getattr(inspection, f"{name}_at")
        if person and moment:
            at = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
            yield {"step": step, "name": person.name, "at": at}
