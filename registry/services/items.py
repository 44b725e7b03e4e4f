"""Items and their versions: draft, submit, approve, return, discard, enable, disable."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from registry.importing.labels import label
from registry.models import CheckPoint, InspectionItem, ItemVersion, LegalBasis
from registry.models.item_version import RELEASED
from registry.services import item_bases, item_marks, item_texts
from registry.services.rights import demand, demand_reason, locked, save
from registry.signals import item_changed, version_approved
from registry.status import MOVES, VersionStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError, SameHands
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record

OFFICE = "双随机办"
DRAFTER = "registry.manage_items"


@transaction.atomic
def add(*, values: Mapping[str, str], by: User | None) -> InspectionItem:
    """A new item with its first draft; `values` as lists state them, with `code`."""
    demand(by, DRAFTER, OFFICE)
    item = InspectionItem(code=values["code"])
    item_texts.assign(item, {"title": "", "enabled": "是", **values})
    item.unit = item_texts.unit_named(values.get("responsible", ""))
    save(item)
    item_texts.relate(item, values)
    record("item.add", target=item, by=by, detail={"code": item.code, "title": item.title})
    draft_version(item=item, values=values, by=by)
    return item


@transaction.atomic
def amend(*, item: InspectionItem, values: Mapping[str, str], by: User | None) -> InspectionItem:
    """Change what does not belong to a version: title, category, trades; marks while no text went to the leader."""
    demand(by, DRAFTER, OFFICE)
    item = locked(item)
    before = item_texts.held(item_texts.with_texts(InspectionItem.objects.filter(pk=item.pk)).get())
    strange = set(values) - set(item_texts.ITEM_FIELDS)
    if strange:
        raise DomainError(f"“{label(min(strange))}”属于事项版本，请起草新版本。")
    changes = {field: [before[field], value] for field, value in values.items() if before[field] != value}
    if not changes:
        raise AlreadyDone("内容没有变化，没有保存。")
    item_marks.refuse_alone(item, changes, by)
    item_texts.assign(item, values)
    save(item)
    item_texts.relate(item, values)
    record("item.amend", target=item, by=by, detail={"changes": changes})
    item_changed.send(InspectionItem, item=item, by=by)
    return item


@transaction.atomic
def disable(*, item: InspectionItem, reason: str, by: User | None) -> InspectionItem:
    """No new task draws it any more."""
    return _switch(item, False, reason, by)


@transaction.atomic
def enable(*, item: InspectionItem, reason: str, by: User | None) -> InspectionItem:
    """It may be drawn again, once a version is in force."""
    return _switch(item, True, reason, by)


@transaction.atomic
def draft_version(*, item: InspectionItem, values: Mapping[str, str], by: User | None) -> ItemVersion:
    """A new version as a draft, with check-points and bases split from its texts; nothing is confirmed yet.

    What somebody wrote by hand for the same point or article in the version before is kept.
    """
    demand(by, DRAFTER, OFFICE)
    item = locked(item)
    last = item_texts.newest(item)
    version = item_texts.build_version(item, values)
    version.number = (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version.drafted_by, version.drafted_at = by, clock.now()
    save(version)
    CheckPoint.objects.bulk_create(item_texts.points_kept(version, last))
    LegalBasis.objects.bulk_create(item_texts.bases_kept(version, last))
    record("item_version.draft", target=version, by=by, detail={"item": item.code, "number": version.number})
    return version


@transaction.atomic
def submit(*, version: ItemVersion, by: User) -> ItemVersion:
    """Send a draft to the leader."""
    demand(by, DRAFTER, OFFICE)
    version = locked(version)
    if not version.check_points.exists() or not version.bases.filter(kind=LegalBasis.Kind.POWER).exists():
        raise DomainError("抽查内容和检查权依据都要写明，才能送批。")
    if not version.handlings:
        raise DomainError("请写明发现问题后可采取的处理，才能送批；其余处理须逐案说明理由。")
    return _move(
        version,
        VersionStatus.PENDING,
        "item_version.submit",
        by=by,
        submitted_at=clock.now(),
        submitted_by=by,
        return_reason="",
    )


@transaction.atomic
def approve(*, version: ItemVersion, effective_from: date, bases: Iterable[LegalBasis], by: User) -> ItemVersion:
    """The leader approves the text, and by name each article in `bases` that was checked against the law in force.

    The version before ends the day before this one begins; until then it stays in force. Whoever publishes listens.
    Raises SameHands for whoever drafted it, wrote it last or submitted it.
    """
    demand(by, "registry.approve_item", "分管局领导")
    version = locked(version)
    if by.pk in (version.drafted_by_id, version.edited_by_id, version.submitted_by_id):
        raise SameHands("不得审批本人起草、修改或送批的事项版本。")
    if effective_from < clock.today():
        raise DomainError("生效日期不能早于今天：先公布，后施行。")
    now = clock.now()
    _supersede(version.item, effective_from, by)
    version = _move(
        version,
        VersionStatus.APPROVED,
        "item_version.approve",
        by=by,
        approved_at=now,
        approved_by=by,
        effective_from=effective_from,
    )
    item_bases.stamp(version, bases, now, by)
    version_approved.send(ItemVersion, version=version, by=by)
    version.refresh_from_db()
    return version


@transaction.atomic
def note_published(*, version: ItemVersion, by: User | None) -> ItemVersion:
    """Stamp an approved version once it stands on the public list; a second call changes nothing."""
    version = locked(version)
    if version.status not in RELEASED:
        raise DomainError("未经分管局领导批准的事项版本不能公布。")
    if version.published_at is None:
        version.published_at, version.published_by = clock.now(), by or version.approved_by
        version.save(update_fields=["published_at", "published_by"])
        record("item_version.publish", target=version, by=by)
    return version


@transaction.atomic
def send_back(*, version: ItemVersion, reason: str, by: User) -> ItemVersion:
    """The leader returns it to the office."""
    demand(by, "registry.approve_item", "分管局领导")
    reason = demand_reason(reason)
    return _move(
        locked(version), VersionStatus.DRAFT, "item_version.send_back", by=by, reason=reason, return_reason=reason
    )


@transaction.atomic
def discard(*, version: ItemVersion, reason: str, by: User | None) -> ItemVersion:
    """Drop a draft; it stays readable."""
    demand(by, DRAFTER, OFFICE)
    reason = demand_reason(reason)
    return _move(locked(version), VersionStatus.DISCARDED, "item_version.discard", by=by, reason=reason)


def _move(
    version: ItemVersion, to: VersionStatus, action: str, *, by: User | None, reason: str = "", **stamps: Any
) -> ItemVersion:
    """The only place a version's status changes."""
    return move(version, to, table=MOVES, by=by, action=action, reason=reason, **stamps)


def _supersede(item: InspectionItem, effective_from: date, by: User) -> None:
    old = item.versions.select_for_update().filter(status=VersionStatus.APPROVED).first()
    if old is None:
        return
    if old.effective_from is not None and effective_from <= old.effective_from:
        raise DomainError(f"新版本的生效日期须晚于现行版本的生效日期 {old.effective_from}。")
    ends = effective_from - timedelta(days=1)
    _move(old, VersionStatus.SUPERSEDED, "item_version.supersede", by=by, effective_to=ends)


def _switch(item: InspectionItem, enabled: bool, reason: str, by: User | None) -> InspectionItem:
    demand(by, DRAFTER, OFFICE)
    reason = demand_reason(reason)
    item = locked(item)
    if item.enabled == enabled:
        raise AlreadyDone(f"该事项已经{'启用' if enabled else '停用'}。")
    item.enabled = enabled
    item.save(update_fields=["enabled"])
    record("item.enable" if enabled else "item.disable", target=item, by=by, reason=reason)
    item_changed.send(InspectionItem, item=item, by=by)
    return item
