"""What this app does when a lower app announces something."""

from datetime import date
from typing import Any

from django.dispatch import receiver

from inspections.models import Draw, Inspection, Visit
from inspections.services import cases
from inspections.signals import (
    draw_computed,
    draw_frozen,
    draw_opened,
    draw_replaced,
    draw_voided,
    follow_up_changed,
    public_held,
    public_released,
    record_approved,
    visit_ended,
    visit_submitted,
    visit_voided,
    visit_voiding,
)
from publicity.services import amendments, item_notices, notices, periods, publications, takedowns
from registry.models import InspectionItem, ItemVersion
from registry.signals import item_changed, version_approved
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.parameters.signals import parameter_changed
from yangcheng_inspect.workdays.signals import calendar_changed


@receiver(visit_ended)
def start_clock(visit: Visit, by: User, **kwargs: Any) -> None:
    for inspection in visit.inspections.all():
        publications.expect(inspection=inspection, by=by)
    amendments.hold_if_crime(visit=visit, reason=cases.HELD, by=by)


@receiver(visit_submitted)
def set_clock(visit: Visit, by: User, **kwargs: Any) -> None:
    for inspection in visit.inspections.all():
        publications.expect(inspection=inspection, by=by)


@receiver(visit_voiding)
def refuse_while_public(visit: Visit, **kwargs: Any) -> None:
    publications.refuse_published(visit=visit)


@receiver(visit_voided)
def drop(visit: Visit, by: User, **kwargs: Any) -> None:
    publications.drop(visit=visit, by=by)


@receiver(record_approved)
def publish(inspection: Inspection, by: User, **kwargs: Any) -> None:
    publications.publish(inspection=inspection, by=by)


@receiver(follow_up_changed)
def follow_handling(inspection: Inspection, by: User, **kwargs: Any) -> None:
    amendments.follow(inspection=inspection, by=by)


@receiver(public_held)
def hold(visit: Visit, reason: str, by: User, **kwargs: Any) -> None:
    amendments.hold(visit=visit, reason=reason, by=by)


@receiver(public_released)
def release_held(visit: Visit, reason: str, by: User, **kwargs: Any) -> None:
    amendments.release(visit=visit, reason=reason, by=by)


@receiver(draw_frozen)
@receiver(draw_computed)
@receiver(draw_voided)
def announce(draw: Draw, **kwargs: Any) -> None:
    notices.announce(draw)


@receiver(draw_opened)
def open_bundle(draw: Draw, **kwargs: Any) -> None:
    notices.open_bundle(draw)


@receiver(draw_replaced)
def extend_bundle(draw: Draw, **kwargs: Any) -> None:
    notices.extend_bundle(draw)


@receiver(calendar_changed)
def recompute(by: User | None, **kwargs: Any) -> None:
    publications.recompute_open(by=by)
    takedowns.recompute_open(by=by)


@receiver(parameter_changed)
def follow_parameter(key: str, since: date, by: User, **kwargs: Any) -> None:
    periods.follow(key=key, since=since, by=by)


@receiver(version_approved)
def release(version: ItemVersion, by: User, **kwargs: Any) -> None:
    item_notices.release(version=version, by=by)


@receiver(item_changed)
def refresh(item: InspectionItem, by: User | None, **kwargs: Any) -> None:
    item_notices.refresh(item=item, by=by)
