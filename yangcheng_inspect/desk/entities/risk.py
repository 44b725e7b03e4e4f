"""The one place where 一企一档 asks for risk: why a firm is drawn as often as it is, and its complaints."""

from datetime import date

from registry import risk_of
from registry.models import Complaint, InspectionItem, ItemVersion, MarketEntity
from yangcheng_inspect.desk.entities.sight import rows_of


def versions(entity: MarketEntity, day: date) -> list[ItemVersion]:
    """What may be checked at this firm: versions in force over its trades."""
    found = ItemVersion.objects.in_force(day).filter(item__industries__in=entity.industries.all())
    return list(found.select_related("item").order_by("item__code").distinct())


def sentences(entity: MarketEntity, found: list[ItemVersion], day: date) -> list[tuple[InspectionItem | None, str]]:
    """One sentence per item that covers the firm; a firm outside every item gets the reason."""
    if not found:
        return [(None, risk_of.explain(entity, None, day))]
    return [(version.item, risk_of.explain(entity, version.item, day)) for version in found]


def complaints(entity: MarketEntity) -> list[Complaint]:
    return list(Complaint.objects.filter(entity__in=rows_of(entity)).for_page())
