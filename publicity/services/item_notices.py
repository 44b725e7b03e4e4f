"""The public list of items: a version is published once it is approved, and says when it begins (方案三(一)3)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from publicity.public_site import schema, store
from publicity.public_site.item_schema import FORMAT
from publicity.public_site.models import PublicItem
from publicity.wording import full_width
from registry.grounds import Grounds
from registry.models import CheckPoint, InspectionItem, ItemVersion, LegalBasis
from registry.services import items
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail.services import record


@transaction.atomic
def release(*, version: ItemVersion, by: User | None) -> PublicItem:
    """Put an approved version before the public and stamp it. Raises `NotPublic` where a text holds personal data."""
    version = items.note_published(version=version, by=by)
    return _show(version, "item_version.release", by)


@transaction.atomic
def refresh(*, item: InspectionItem, by: User | None) -> None:
    """The item was renamed, switched off or on again: its public rows say so; ended versions keep their words."""
    for version in item.versions.released().not_ended(clock.today()):
        _show(version, "item_version.refresh", by)


def _show(version: ItemVersion, act: str, by: User | None) -> PublicItem:
    public = public_text(version)
    assert version.published_at is not None, "only what is published is shown"
    row = store.put_item(
        public,
        version_id=version.pk,
        released_at=version.published_at,
        suspended_on=_suspended_on(version),
    )
    record(act, target=version, by=by, public=schema.digest(public))
    return row


def _suspended_on(version: ItemVersion) -> date | None:
    """The day the item was switched off; kept when the row is shown again meanwhile."""
    if version.item.enabled:
        return None
    shown = PublicItem.objects.filter(version_id=version.pk).first()
    return shown.suspended_on if shown and shown.suspended_on else clock.today()


def public_text(version: ItemVersion) -> dict[str, Any]:
    """`item_schema.ITEM` of an approved version: an allow-list, nothing that the office notes for itself."""
    assert version.effective_from is not None
    assert version.approved_at is not None
    item = version.item
    return {
        "format": FORMAT,
        "code": item.code,
        "version": version.number,
        "title": full_width(item.title),
        "category": item.category,
        "kind": version.get_kind_display(),
        "trades": [industry.name for industry in item.industries.all()],
        "target": full_width(version.target),
        "content": full_width(version.content),
        "method": "、".join(version.methods),
        "authority": full_width(version.authority),
        "responsible": full_width(version.responsible),
        "bases": _bases(version),
        "ratio_text": f"{version.ratio / 100:g}%",
        "cap_text": f"每户每年不超过 {version.yearly_cap} 次" if version.yearly_cap else "不限",
        "handlings": list(version.handlings),
        "check_points": _points(version),
        "effective_on": version.effective_from.isoformat(),
        "approved_on": timezone.localdate(version.approved_at).isoformat(),
    }


def _bases(version: ItemVersion) -> dict[str, list[str]]:
    """The articles by kind; a joint item also names those that it borrows from our own items inside it."""
    kinds = LegalBasis.Kind
    own = {kind: list(version.bases.filter(kind=kind)) for kind in (kinds.DUTY, kinds.PENALTY)}
    own[kinds.POWER] = list(Grounds(clock.today(), [version.item]).power(version))
    return {
        kind.lower(): list(dict.fromkeys(full_width(basis.text) for basis in own[kinds(kind)])) for kind in kinds.values
    }


def _points(version: ItemVersion) -> list[dict[str, str]]:
    """A point names its own article only where that is not simply all of the duties listed above it."""
    duties = "；".join(basis.text for basis in version.bases.filter(kind=LegalBasis.Kind.DUTY))
    return [_point(point, duties) for point in version.check_points.all()]


def _point(point: CheckPoint, duties: str) -> dict[str, str]:
    said = {name: full_width(getattr(point, name)) for name in ("basis", "penalty", "documents")}
    if point.basis == duties[:500]:
        said["basis"] = ""
    return {"prompt": full_width(point.prompt)} | {name: words for name, words in said.items() if words}
