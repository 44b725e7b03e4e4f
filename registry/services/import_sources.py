"""Where lists come from, and the words each source uses for a column."""

from collections.abc import Mapping

from django.db import transaction

from registry.importing import headers
from registry.importing.headers import Places
from registry.importing.reader import Row
from registry.models import ImportSource
from registry.services.import_kinds import FORMS, PERMISSION
from registry.services.rights import demand, locked, save
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail.services import record


@transaction.atomic
def named(*, kind: str, name: str, by: User | None) -> ImportSource | None:
    """The source of that name, entered if it is new; none for an empty name."""
    demand(by, PERMISSION, "双随机办")
    name = name.strip()
    if not name:
        return None
    if known := ImportSource.objects.filter(kind=kind, name=name).first():
        return known
    source = save(ImportSource(kind=kind, name=name))
    record("import_source.add", target=source, by=by, detail={"kind": kind, "name": name})
    return source


@transaction.atomic
def remember(*, source: ImportSource, words: Mapping[str, str], by: User | None) -> ImportSource:
    """Keep these words (field → header word, "" for a column the source does not have) for the next upload."""
    demand(by, PERMISSION, "双随机办")
    source = locked(source)
    before, after = source.words, {**source.words, **words}
    if before == after:
        return source
    source.words = after
    source.save(update_fields=["words"])
    record("import_source.remember", target=source, by=by, detail={"before": before, "after": after})
    return source


def lesson(source: ImportSource, header: Row, places: Places) -> dict[str, str]:
    """What a person's match teaches: every word used that stands once in the header, and "" for a field whose
    proposed column was turned down."""
    used = {field: headers.written(header.cells[index]) for field, index in places.items()}
    proposed = headers.match(header, FORMS[source.kind].synonyms, source.words)
    refused = [field for field in proposed if field not in places]
    taught = {field: word for field, word in used.items() if word and headers.stands_once(header, word)}
    return taught | dict.fromkeys(refused, "")
