"""An item and its newest version as text, the form in which lists state them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from registry.importing.bases import split_bases
from registry.importing.items import check_points
from registry.models import (
    CheckPoint,
    Industry,
    InspectionItem,
    ItemIndustry,
    ItemVersion,
    JointPart,
    LegalBasis,
    Unit,
)
from registry.services.entity_values import trades_named
from registry.status import VersionStatus

P = TypeVar("P", CheckPoint, LegalBasis)

FLAGS = ("sensitive", "enabled", "event_driven", "joint")
ITEM_FIELDS = ("title", "category", "industries", "parts", *FLAGS)
NUMBERS = ("ratio", "floor", "yearly_cap")
TEXTS = (
    "kind",
    "content",
    "target",
    "authority",
    "responsible",
    "frequency",
    "ratio_source",
    "verification_note",
    "caution",
)
BASES = ("power", "duty", "penalty")
# What follows from the four ways a check can end with a problem; the office narrows or widens it per item.
HANDLINGS = ["当场改正", "责令限期改正", "立案查处", "移送有关部门"]
VERSION_FIELDS = (*TEXTS, *NUMBERS, "methods", *BASES)


def with_texts(items: "QuerySet[InspectionItem]") -> "QuerySet[InspectionItem]":
    """Load what `held` reads."""
    versions = ItemVersion.objects.exclude(status=VersionStatus.DISCARDED).order_by("-number")
    return items.prefetch_related("industries", "own_items", Prefetch("versions", versions, to_attr="newest_first"))


def held(item: InspectionItem) -> dict[str, str]:
    """field → text, of an item from `with_texts`: its own fields and those of its newest version."""
    version = next(iter(item.newest_first), None)  # type: ignore[attr-defined]
    return {
        "title": item.title,
        "category": item.category,
        "industries": "、".join(sorted(industry.name for industry in item.industries.all())),
        "parts": "、".join(sorted(own.code for own in item.own_items.all())),
        **{field: "是" if getattr(item, field) else "否" for field in FLAGS},
        **(version_values(version) if version else dict.fromkeys(VERSION_FIELDS, "")),
    }


def version_values(version: ItemVersion) -> dict[str, str]:
    """field → text of one version. The three kinds of basis stand as the list wrote them."""
    return {
        **{field: getattr(version, field) for field in TEXTS},
        **{field: str(getattr(version, field)) for field in NUMBERS},
        "methods": "、".join(version.methods),
        **{field: version.stated_bases.get(field, "") for field in BASES},
    }


def build_version(item: InspectionItem, values: Mapping[str, str]) -> ItemVersion:
    """An unsaved version with these texts; lists say nothing about handlings, so those of the last version stay."""
    last = newest(item)
    return ItemVersion(
        item=item,
        **{field: values.get(field, "") for field in TEXTS},
        **{field: int(values.get(field) or 0) for field in NUMBERS},
        methods=[method for method in values.get("methods", "").split("、") if method],
        stated_bases={field: values[field] for field in BASES if values.get(field)},
        handlings=list(last.handlings if last and last.handlings else HANDLINGS),
    )


def points_of(version: ItemVersion) -> list[CheckPoint]:
    """抽查内容 split into points, each with the articles that make it a duty."""
    duty = "；".join(basis.text for basis in bases_of(version) if basis.kind == LegalBasis.Kind.DUTY)
    return [
        CheckPoint(version=version, order=order, prompt=prompt, basis=duty[:500])
        for order, prompt in enumerate(check_points(version.content), start=1)
    ]


def bases_of(version: ItemVersion) -> list[LegalBasis]:
    """The stated bases split into one row per law, none confirmed."""
    stated = [version.stated_bases.get(field, "") for field in BASES]
    return [
        LegalBasis(
            version=version,
            kind=basis.kind,
            order=order,
            law=basis.law,
            text=basis.text,
            note=basis.note,
            valid_from=date.fromisoformat(basis.valid_from) if basis.valid_from else None,
        )
        for order, basis in enumerate(split_bases(*stated), start=1)
    ]


def newest(item: InspectionItem) -> ItemVersion | None:
    """The last version that was not discarded."""
    return item.versions.exclude(status=VersionStatus.DISCARDED).order_by("-number").first()


def points_kept(version: ItemVersion, last: ItemVersion | None) -> list[CheckPoint]:
    """The points of a new version; one that asks the same as before keeps what was written beside it."""
    if last and last.content == version.content and _stated(last, "duty") == _stated(version, "duty"):
        return copied(last.check_points.all(), version)
    before = {point.prompt: point for point in last.check_points.all()} if last else {}
    points = points_of(version)
    for point in points:
        if old := before.get(point.prompt):
            for name in ("guidance", "documents", "penalty", "photo_required"):
                setattr(point, name, getattr(old, name))
    return points


def bases_kept(version: ItemVersion, last: ItemVersion | None) -> list[LegalBasis]:
    """The bases of a new version: those of the last one while the list states the same, else split anew."""
    if last and all(_stated(last, field) == _stated(version, field) for field in BASES):
        return copied(last.bases.all(), version)
    before = {(basis.kind, basis.text): basis for basis in last.bases.all()} if last else {}
    bases = bases_of(version)
    for basis in bases:
        if old := before.get((basis.kind, basis.text)):
            basis.wording, basis.valid_from, basis.valid_to = old.wording, old.valid_from, old.valid_to
    return bases


def _stated(version: ItemVersion, field: str) -> str:
    return str(version.stated_bases.get(field, ""))


def copied(rows: Iterable[P], version: ItemVersion) -> list[P]:
    """The same rows, unsaved, for another version; nobody has confirmed those."""
    return [_copied(row, version) for row in rows]


def _copied(row: P, version: ItemVersion) -> P:
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    copy.pk, copy.version = None, version
    if isinstance(copy, LegalBasis):
        copy.confirmed_at = copy.confirmed_by = None
    return copy


def assign(item: InspectionItem, values: Mapping[str, str]) -> None:
    for field in ("title", "category"):
        if field in values:
            setattr(item, field, values[field])
    for field in FLAGS:
        if field in values:
            setattr(item, field, values[field] == "是")


def relate(item: InspectionItem, values: Mapping[str, str]) -> None:
    """Trades and, for a joint item, our own items; those stated and no others."""
    if "industries" in values:
        chosen = trades_named(values["industries"], {row.name: row for row in Industry.objects.all()})
        item.item_industries.all().delete()
        ItemIndustry.objects.bulk_create(ItemIndustry(item=item, industry=industry) for industry in chosen)
    if "parts" in values:
        own = InspectionItem.objects.filter(code__in=values["parts"].split("、")).exclude(pk=item.pk)
        item.parts.all().delete()
        JointPart.objects.bulk_create(JointPart(joint=item, own=part) for part in own)


def unit_named(responsible: str) -> Unit | None:
    """The first unit that 治安大队/派出所 or 治安大队(牵头) names."""
    return next((unit for unit in Unit.objects.all() if any(responsible.startswith(n) for n in unit.names)), None)
