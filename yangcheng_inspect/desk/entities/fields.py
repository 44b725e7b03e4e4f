"""Every field of a firm: what holds now, who said so as of which day, and what was said before (方案三(一)1)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from registry.importing.labels import label
from registry.models import EntityFact, MarketEntity
from registry.models.words import in_words
from registry.services.entity_values import COMPARED, dates_of, held, with_values
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.desk.entities.sight import rows_of

COLOURS = {
    EntityFact.Source.MARKET_BUREAU: "blue",
    EntityFact.Source.OFFICE: "grey",
    EntityFact.Source.OFFICER: "violet",
}
ACTS = {
    EntityFact.Source.MARKET_BUREAU: "导入",
    EntityFact.Source.OFFICE: "登记",
    EntityFact.Source.OFFICER: "申报",
}
ICONS = {
    EntityFact.Source.MARKET_BUREAU: "building",
    EntityFact.Source.OFFICE: "pencil-square",
    EntityFact.Source.OFFICER: "person-badge",
}


@dataclass(frozen=True)
class Said:
    """One statement about one field. `url` leads to the import or proposal, where this person may go."""

    value: str
    source: str
    colour: str
    icon: str
    as_of: date
    who: str
    url: str


@dataclass(frozen=True)
class FieldOf:
    """A field, its value in words, who said so last, the newest day that confirmed it, and what was said before."""

    name: str
    label: str
    value: str
    said: Said | None
    confirmed_on: date | None
    before: list[Said]


def facts_of(entity: MarketEntity) -> list[EntityFact]:
    """Oldest first, those of merged rows included."""
    facts = EntityFact.objects.filter(entity__in=rows_of(entity))
    return list(facts.select_related("registry_import", "recorded_by", "proposal").order_by("as_of", "pk"))


def of(entity: MarketEntity, facts: list[EntityFact], user: User) -> list[FieldOf]:
    now = held(with_values(MarketEntity.objects.filter(pk=entity.pk)).get())
    stated: defaultdict[str, list[Said]] = defaultdict(list)
    for fact in reversed(facts):
        for name, value in fact.values.items():
            stated[name].append(_said(name, value, fact, user))
    confirmed = dates_of([entity.pk]).get(entity.pk, {})
    return [
        _field(name, now[name], stated[name], confirmed.get(name)) for name in COMPARED if now[name] or stated[name]
    ]


def _field(name: str, value: str, stated: list[Said], confirmed: date | None) -> FieldOf:
    """The newest statement of what holds now speaks for it; a mark may hold without any."""
    words = in_words(name, value)
    said = next((one for one in stated if one.value == words), None)
    later = confirmed if said and confirmed and confirmed > said.as_of else None
    return FieldOf(name, label(name), words, said, later, [one for one in stated if one is not said])


def _said(name: str, value: str, fact: EntityFact, user: User) -> Said:
    source = EntityFact.Source(fact.source)
    return Said(
        value=in_words(name, value),
        source=str(source.label),
        colour=COLOURS[source],
        icon=ICONS[source],
        as_of=fact.as_of,
        who=(fact.recorded_by.name if fact.recorded_by else "系统") + ACTS[source],
        url=url_of(fact, user),
    )


def url_of(fact: EntityFact, user: User) -> str:
    """The import for whoever reads imports, the proposal for everybody who sees the firm."""
    if fact.registry_import and user.has_perm("registry.import_registry"):
        return fact.registry_import.get_absolute_url()
    return fact.proposal.get_absolute_url() if fact.proposal else ""


def former_names(entity: MarketEntity, facts: list[EntityFact]) -> list[str]:
    """曾用名: every other name that was stated, oldest first."""
    names = [fact.values["name"] for fact in facts if "name" in fact.values]
    return [name for name in dict.fromkeys(names) if name != entity.name]
