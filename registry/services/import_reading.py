"""Reading a file: its head for the match of columns, then all of it into the stored preview.

All of it happens outside any transaction, in a limited process; what comes out is written at once or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from registry.importing import headers, reader
from registry.importing.headers import LOOK_IN, Table
from registry.importing.plan import Planned
from registry.importing.reader import Row, UnreadableFile
from registry.models import ImportProgress, ImportRow, RegistryImport
from registry.services import bulk, import_sources
from registry.services.import_kinds import FORMS, PERMISSION
from registry.services.import_watch import Counted, Phase, Watch, in_batches
from registry.services.rights import demand, locked
from registry.status import MOVES, ImportStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove
from yangcheng_inspect.moves import move

NO_DATE = "文件里没有写明导出日期。请在“数据日期”中填写这份名录是哪一天的。"
OVERTAKEN = "这次解析已由后来的一次替代，没有写入。"
SAMPLES = 5
MOST_COLUMNS = 60
QUIET = Watch()


def advance(*, registry_import: RegistryImport, by: User | None, watch: Watch = QUIET) -> RegistryImport:
    """What comes next for a file that waits: look at its head, or with its columns matched read all of it."""
    step = read if registry_import.columns else look
    return step(registry_import=registry_import, by=by, watch=watch)


def look(*, registry_import: RegistryImport, by: User | None, watch: Watch = QUIET) -> RegistryImport:
    """Keep the first rows, from which a person matches the columns; → 待确认列, or 无法读取 with the reason."""
    try:
        rows = reader.read(Path(registry_import.file.path), watch.reading)
        if not rows:
            raise UnreadableFile("文件里没有数据。请重新导出后上传。")
    except UnreadableFile as error:
        return refuse(registry_import=registry_import, sentence=str(error), by=by, watch=watch)
    head = [[row.number, *map(headers.written, row.cells[:MOST_COLUMNS])] for row in rows[: LOOK_IN + SAMPLES]]
    return _offer(registry_import, head, by, watch)


@transaction.atomic
def _offer(registry_import: RegistryImport, head: list[Any], by: User | None, watch: Watch) -> RegistryImport:
    current = _ours(registry_import, watch)
    ImportProgress.objects.filter(registry_import=current).update(head=head)
    return move(current, ImportStatus.MATCHING, table=MOVES, by=by, action="import.look")


@transaction.atomic
def match(
    *, registry_import: RegistryImport, header_row: int, places: Mapping[str, int], by: User | None
) -> RegistryImport:
    """Say which column holds what (field → column from 0); the source remembers it. → 解析中."""
    demand(by, PERMISSION, "双随机办")
    current = locked(registry_import)
    if current.status != ImportStatus.MATCHING:
        raise IllegalMove(current.get_status_display(), ImportStatus.READING.label)
    header = next((row for row in head_of(current) if row.number == header_row), None)
    _refuse_match(current, header, places)
    assert header is not None
    if current.source:
        learnt = import_sources.lesson(current.source, header, places)
        import_sources.remember(source=current.source, words=learnt, by=by)
    words = {field: headers.word_of(header, index) for field, index in places.items()}
    columns = {"header_row": header_row, "places": dict(places), "words": words}
    return move(current, ImportStatus.READING, table=MOVES, by=by, action="import.match", columns=columns)


def _refuse_match(current: RegistryImport, header: Row | None, places: Mapping[str, int]) -> None:
    form = FORMS[current.kind]
    if (
        header is None
        or set(places) - set(form.synonyms)
        or not all(0 <= i < len(header.cells) for i in places.values())
    ):
        raise DomainError("表头已经变了。请刷新页面，重新选择各列。")
    if len(set(places.values())) < len(places):
        raise DomainError("同一列选给了两项内容。请为每项内容各选一列。")
    if lacking := headers.missing(places, form.synonyms, form.required):
        raise DomainError(f"{lacking}请选出它在文件中是哪一列；文件里没有的，请放弃本次导入。")


def head_of(registry_import: RegistryImport) -> list[Row]:
    """The first rows of the file as `look` kept them."""
    return [Row(number, tuple(cells)) for number, *cells in registry_import.progress.head]


def read(
    *, registry_import: RegistryImport, assumed: date | None = None, by: User | None, watch: Watch = QUIET
) -> RegistryImport:
    """Parse and compare the file, and store the preview; a file that cannot be read becomes 无法读取 with the reason.

    Columns nobody has matched are matched by the source's words and the known ones.
    The day of the data is the one given at upload, else the title's, else `assumed`; without any it is refused.
    """
    try:
        table = _table(registry_import, reader.read(Path(registry_import.file.path), watch.reading))
        as_of = _day_of(registry_import, table, assumed)
        counted = replace(table, rows=Counted(table.rows, watch))
        options = {"parameters": _parameters(registry_import)} if registry_import.params_file else {}
        full = registry_import.scope == RegistryImport.Scope.FULL
        planned = FORMS[registry_import.kind].module.compare(counted, as_of=as_of, full=full, **options)
    except UnreadableFile as error:
        return refuse(registry_import=registry_import, sentence=str(error), by=by, watch=watch)
    return _store(registry_import, table, planned, as_of, by, watch)


def _table(registry_import: RegistryImport, rows: reader.Rows) -> Table:
    chosen = registry_import.columns
    if chosen:
        return replace(headers.tabulate(rows, chosen["header_row"], chosen["places"]), notes=rows.notes)
    form = FORMS[registry_import.kind]
    remembered = registry_import.source.words if registry_import.source else {}
    return replace(headers.locate(rows, form.synonyms, form.required, remembered), notes=rows.notes)


def _day_of(registry_import: RegistryImport, table: Table, assumed: date | None) -> date:
    as_of: date | None = registry_import.as_of or table.titled_on or assumed
    if as_of is None:
        raise UnreadableFile(NO_DATE)
    if as_of > clock.today():  # nothing later would ever count as newer
        raise UnreadableFile(f"数据日期 {as_of} 晚于今天，请核对后重新上传。")
    return as_of


def _parameters(registry_import: RegistryImport) -> list[reader.Row]:
    return reader.read(Path(registry_import.params_file.path))


@transaction.atomic
def refuse(*, registry_import: RegistryImport, sentence: str, by: User | None, watch: Watch) -> RegistryImport:
    """→ 无法读取, with the sentence a person reads."""
    current = _ours(registry_import, watch)
    return move(
        current, ImportStatus.REFUSED, table=MOVES, by=by, action="import.refuse", reason=sentence, refusal=sentence
    )


@transaction.atomic
def _store(
    registry_import: RegistryImport,
    table: Table,
    planned: Sequence[Planned],
    as_of: date,
    by: User | None,
    watch: Watch,
) -> RegistryImport:
    current = _ours(registry_import, watch)
    for done, batch in enumerate(in_batches(planned, bulk.AT_ONCE)):
        watch.step(Phase.SAVING, done * bulk.AT_ONCE, len(planned))
        bulk.insert_all(ImportRow, (_row(current, row) for row in batch))
    columns = {
        "header_row": table.header_row,
        "places": dict(table.columns),
        "words": dict(table.words),
        "unused": list(table.unused),
        "declared": table.declared,
        "notes": list(table.notes),
    }
    return move(current, ImportStatus.READY, table=MOVES, by=by, action="import.preview", as_of=as_of, columns=columns)


def _row(current: RegistryImport, row: Planned) -> ImportRow:
    return ImportRow(
        registry_import=current,
        row_no=row.number,
        outcome=row.outcome,
        key=row.key[:60],
        name=row.name[:200],
        values=row.values,
        changes=row.changes,
        problems=[{"column": problem.column, "reason": problem.reason} for problem in row.problems],
        warnings=[{"column": warning.column, "reason": warning.reason} for warning in row.warnings],
        **{FORMS[current.kind].link: row.pk},
    )


def _ours(registry_import: RegistryImport, watch: Watch) -> RegistryImport:
    """The import, locked; refused for a reader that was given up for dead and has been replaced."""
    current = locked(registry_import)
    if watch.run is not None and current.progress.run != watch.run:
        raise AlreadyDone(OVERTAKEN)
    return current


__all__ = ["advance", "head_of", "look", "match", "read", "refuse"]
