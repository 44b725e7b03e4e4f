"""A version written by hand: copied from the one in force, edited as a draft, frozen once it is sent for approval."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, Model

from registry.grounds import Grounds
from registry.models import CheckPoint, InspectionItem, ItemVersion, LegalBasis
from registry.services import item_texts
from registry.services.rights import demand, locked, save
from registry.status import VersionStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

OFFICE, RIGHT = "双随机办", "registry.manage_items"
FIELDS = (
    "kind",
    "target",
    "content",
    "methods",
    "authority",
    "responsible",
    "ratio",
    "floor",
    "yearly_cap",
    "frequency",
    "ratio_source",
    "handlings",
    "verification_note",
    "caution",
)
"""What `write` takes; the ratio in hundredths of a percent."""
POINT = ("prompt", "basis", "penalty", "guidance", "documents", "photo_required")
BASIS = ("kind", "law", "text", "wording", "valid_from", "valid_to", "note")


@transaction.atomic
def copy(*, item: InspectionItem, by: User) -> ItemVersion:
    """A new draft that says what the version in force says, else the last one; its articles wait to be confirmed."""
    demand(by, RIGHT, OFFICE)
    item = locked(item)
    source = Grounds(clock.today(), [item]).current(item) or item_texts.newest(item)
    if source is None:
        raise DomainError(f"事项 {item.code} 还没有任何版本，请从清单导入。")
    number = (item.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ItemVersion(item=item, number=number, drafted_by=by, drafted_at=clock.now())
    for name in (*FIELDS, "stated_bases"):
        setattr(version, name, getattr(source, name))
    version.handlings = version.handlings or list(item_texts.HANDLINGS)
    save(version)
    CheckPoint.objects.bulk_create(item_texts.copied(source.check_points.all(), version))
    LegalBasis.objects.bulk_create(item_texts.copied(source.bases.all(), version))
    record("item_version.draft", target=version, by=by, detail={"item": item.code, "from": source.number})
    return version


@transaction.atomic
def write(*, version: ItemVersion, values: Mapping[str, Any], by: User) -> ItemVersion:
    """Change fields of a draft (`FIELDS` names them)."""
    version = _draft(version, by)
    if strange := set(values) - set(FIELDS):
        raise DomainError(f"不能在此修改的内容：{min(strange)}。")
    changes = {
        name: [getattr(version, name), value] for name, value in values.items() if getattr(version, name) != value
    }
    if not changes:
        raise AlreadyDone("内容没有变化，没有保存。")
    for name, (_, value) in changes.items():
        setattr(version, name, value)
    _edited(version, by, list(changes))
    record("item_version.write", target=version, by=by, detail={"changes": changes})
    return version


@transaction.atomic
def set_points(*, version: ItemVersion, rows: Sequence[Mapping[str, Any]], by: User) -> ItemVersion:
    """These check-points in this order and no others; each row holds `POINT`."""
    return _replace(version, CheckPoint, "item_version.set_points", rows, POINT, by)


@transaction.atomic
def set_bases(*, version: ItemVersion, rows: Sequence[Mapping[str, Any]], by: User) -> ItemVersion:
    """These articles in this order and no others; each row holds `BASIS`."""
    return _replace(version, LegalBasis, "item_version.set_bases", rows, BASIS, by)


def _replace(
    version: ItemVersion,
    model: Callable[..., Model],
    act: str,
    rows: Sequence[Mapping[str, Any]],
    fields: Sequence[str],
    by: User,
) -> ItemVersion:
    """Nothing refers to the rows of a draft, so they are written anew."""
    version = _draft(version, by)
    held = version.check_points if model is CheckPoint else version.bases
    held.all().delete()
    for order, row in enumerate(rows, start=1):
        save(model(version=version, order=order, **{name: row[name] for name in fields if name in row}))
    _edited(version, by)
    record(act, target=version, by=by, detail={"rows": len(rows)})
    return version


def _edited(version: ItemVersion, by: User, fields: Sequence[str] = ()) -> None:
    """Whoever wrote last may not approve it."""
    version.edited_by, version.edited_at = by, clock.now()
    save(version, [*fields, "edited_by", "edited_at"])


def _draft(version: ItemVersion, by: User) -> ItemVersion:
    demand(by, RIGHT, OFFICE)
    version = locked(version)
    if version.status != VersionStatus.DRAFT:
        raise DomainError(
            f"第 {version.number} 版的状态是“{version.get_status_display()}”，不能再改。要改，请起草新版本。"
        )
    return version
