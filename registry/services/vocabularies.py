"""The words of the database in the form the pure importers take."""

from registry.importing.vocabulary import Place, Trade, Vocabulary
from registry.models import Industry, Town, Unit


def vocabulary() -> Vocabulary:
    trades = [Trade(row.name, tuple(row.aliases), tuple(row.scope_words)) for row in Industry.objects.all()]
    units = [Place(row.name, tuple(row.aliases)) for row in Unit.objects.all()]
    return Vocabulary(trades, [town.name for town in Town.objects.all()], units)
