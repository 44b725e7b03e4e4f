"""A firm's fields as text, the one form in which files, facts and the registry are compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from registry.models import EntityFact, EntityFlag, EntityIndustry, ImportRow, Industry, MarketEntity, Town
from registry.status import ImportStatus
from yangcheng_inspect.errors import DomainError

PLAIN = (
    "name",
    "credit_code",
    "registration_no",
    "entity_type",
    "legal_representative",
    "address",
    "phone",
    "registration_status",
    "sector",
    "business_scope",
    "registration_authority",
    "market_office",
    "risk_class",
)
FLAGS = {"abnormal": EntityFlag.Kind.ABNORMAL, "serious": EntityFlag.Kind.SERIOUS}
COMPARED = (*PLAIN, "established_on", "town", "industries", *FLAGS)


def with_values(entities: "QuerySet[MarketEntity]") -> "QuerySet[MarketEntity]":
    """Load what `held` reads, in three queries however many firms."""
    standing = EntityFlag.objects.filter(ended_on__isnull=True)
    return entities.select_related("town").prefetch_related(
        Prefetch("flags", queryset=standing, to_attr="standing_flags"),
        Prefetch("entity_industries", queryset=EntityIndustry.objects.select_related("industry")),
    )


def held(entity: MarketEntity) -> dict[str, str]:
    """field → text of a firm from `with_values`."""
    flags = {flag.kind for flag in entity.standing_flags}  # type: ignore[attr-defined]
    trades = sorted(row.industry.name for row in entity.entity_industries.all())
    return {
        **{field: getattr(entity, field) for field in PLAIN},
        "established_on": entity.established_on.isoformat() if entity.established_on else "",
        "town": entity.town.name if entity.town else "",
        "industries": "、".join(trades),
        **{field: "是" if kind in flags else "否" for field, kind in FLAGS.items()},
    }


def assign(entity: MarketEntity, values: Mapping[str, str], towns: Mapping[str, Town]) -> None:
    """Put the firm's own columns; trades and flags are rows of their own."""
    for column, value in columns(values, towns).items():
        setattr(entity, column, value)


def columns(values: Mapping[str, str], towns: Mapping[str, Town]) -> dict[str, Any]:
    """The firm's own columns from what a list says."""
    found: dict[str, Any] = {field: values[field] for field in PLAIN if field in values}
    if "established_on" in values:
        found["established_on"] = date.fromisoformat(values["established_on"]) if values["established_on"] else None
    if "town" in values:
        found["town_id"] = towns[values["town"]].pk if values["town"] else None
    return found


def trades_named(value: str, industries: Mapping[str, Industry]) -> list[Industry]:
    """Trades from 旅馆业、典当业. DomainError for one that is no longer on the list."""
    try:
        return [industries[name] for name in value.split("、") if name]
    except KeyError as error:
        raise DomainError(f"监管行业表中已没有“{error.args[0]}”。请重新上传名录。") from error


def dates_of(pks: Iterable[int]) -> dict[int, dict[str, date]]:
    """For each firm, field → the newest day on which somebody stated it.

    A row of a confirmed import that changed nothing is such a statement too; an import taken back says nothing.
    """
    wanted = list(pks)
    found: defaultdict[int, dict[str, date]] = defaultdict(dict)
    spoken = EntityFact.objects.exclude(registry_import__status=ImportStatus.UNDONE)
    facts = spoken.filter(entity_id__in=wanted).values_list("entity_id", "values", "as_of")
    sightings = ImportRow.objects.filter(
        entity_id__in=wanted, registry_import__status=ImportStatus.CONFIRMED
    ).values_list("entity_id", "values", "registry_import__as_of")
    rows: list[tuple[Any, ...]] = [*facts.order_by(), *sightings.order_by()]
    for pk, values, as_of in rows:
        for field in values:
            found[pk][field] = max(as_of, found[pk].get(field, date.min))
    return found
