"""曾用名: the other names under which the market bureau has registered a firm."""

from registry.models import EntityFact, MarketEntity
from registry.status import ImportStatus


def former_names(entity: MarketEntity, name: str) -> list[str]:
    """The names that lists of the market bureau gave this firm, oldest first, but `name`.

    What an officer or the office wrote is no registered name, and what an undone import said was never said.
    """
    said = EntityFact.objects.filter(
        entity=entity, source=EntityFact.Source.MARKET_BUREAU, values__has_key="name"
    ).exclude(registry_import__status=ImportStatus.UNDONE)
    names = said.order_by("as_of", "pk").values_list("values__name", flat=True)
    return [known for known in dict.fromkeys(names) if known and known != name]
