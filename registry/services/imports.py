"""Imports: upload, read into a stored preview, confirm, abandon. Nothing is in the registries before confirm."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import connection, transaction
from django.db.models import Count

from registry.importing import reader
from registry.importing.columns import Table
from registry.importing.plan import GONE, Planned
from registry.importing.reader import MAX_BYTES, UnreadableFile
from registry.models import ImportProgress, ImportRow, RegistryImport
from registry.services import import_entities, import_inspectors, import_items, overtaken
from registry.services.rights import demand, demand_reason, locked
from registry.status import MOVES, ImportStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError, IllegalMove
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record

KINDS: dict[str, ModuleType] = {
    RegistryImport.Kind.ENTITIES: import_entities,
    RegistryImport.Kind.INSPECTORS: import_inspectors,
    RegistryImport.Kind.ITEMS: import_items,
}
LINKS = {
    RegistryImport.Kind.ENTITIES: "entity_id",
    RegistryImport.Kind.INSPECTORS: "inspector_id",
    RegistryImport.Kind.ITEMS: "item_id",
}
NO_DATE = "文件里没有写明导出日期。请在“数据日期”中填写这份名录是哪一天的。"
PERMISSION = "registry.import_registry"


@transaction.atomic
def upload(
    *,
    kind: str,
    scope: str,
    file: File,
    name: str,
    as_of: date | None = None,
    source_note: str = "",
    parameters: File | None = None,
    by: User | None,
) -> RegistryImport:
    """Take a file in; `scope` says 全量名录 or 变更名单. `read` reads it, apart, so that a page can wait."""
    demand(by, PERMISSION, "双随机办")
    content = _content(file)
    current = RegistryImport(kind=kind, scope=scope, as_of=as_of, source_note=source_note.strip())
    current.file_name = Path(name).name[:200]
    current.sha256 = hashlib.sha256(content).hexdigest()
    current.uploaded_at, current.uploaded_by = clock.now(), by
    current.file.save(f"{current.sha256[:16]}.dat", ContentFile(content), save=False)
    if parameters is not None:
        extra = _content(parameters)
        current.params_file.save(f"{hashlib.sha256(extra).hexdigest()[:16]}.dat", ContentFile(extra), save=False)
    current.save(force_insert=True)
    ImportProgress.objects.create(registry_import=current, updated_at=clock.now())
    detail = {"kind": kind, "scope": scope, "file": current.file_name, "sha256": current.sha256}
    record("import.upload", target=current, by=by, detail=detail, reason=current.source_note)
    return current


def _content(file: File) -> bytes:
    if (file.size or 0) > MAX_BYTES:
        raise DomainError("文件超过 20 MB。请删去图片和无关的工作表，或分成几个文件上传。")
    return bytes(file.read())


def read(*, registry_import: RegistryImport, assumed: date | None = None, by: User | None) -> RegistryImport:
    """Parse and compare the file, and store the preview; a file that cannot be read becomes 无法读取 with the reason.

    The day of the data is the one given at upload, else the title's, else `assumed`; without any it is refused.
    Reading happens in a limited process outside any transaction; the preview is written at once or not at all.
    """
    try:
        rows = reader.read(Path(registry_import.file.path), partial(_progress, registry_import))
        module = KINDS[registry_import.kind]
        table = module.locate(rows)
        as_of = registry_import.as_of or table.titled_on or assumed
        if as_of is None:
            raise UnreadableFile(NO_DATE)
        if as_of > clock.today():  # nothing later would ever count as newer
            raise UnreadableFile(f"数据日期 {as_of} 晚于今天，请核对后重新上传。")
        options = {"parameters": _parameters(registry_import)} if registry_import.params_file else {}
        full = registry_import.scope == RegistryImport.Scope.FULL
        planned = module.compare(table, as_of=as_of, full=full, **options)
    except UnreadableFile as error:
        return _refuse(registry_import, str(error), by)
    return _store(registry_import, table, planned, as_of, by)


def _parameters(registry_import: RegistryImport) -> list[reader.Row]:
    return reader.read(Path(registry_import.params_file.path))


def _progress(registry_import: RegistryImport, rows_read: int, total: int) -> None:
    ImportProgress.objects.filter(registry_import=registry_import).update(
        rows_read=rows_read, rows_total=total, updated_at=clock.now()
    )


@transaction.atomic
def _refuse(registry_import: RegistryImport, sentence: str, by: User | None) -> RegistryImport:
    current = locked(registry_import)
    return move(
        current, ImportStatus.REFUSED, table=MOVES, by=by, action="import.refuse", reason=sentence, refusal=sentence
    )


@transaction.atomic
def _store(
    registry_import: RegistryImport, table: Table, planned: Sequence[Planned], as_of: date, by: User | None
) -> RegistryImport:
    current = locked(registry_import)
    ImportRow.objects.bulk_create((_row(current, row) for row in planned), batch_size=1000)
    stamps: dict[str, Any] = {
        "as_of": as_of,
        "columns": {"words": dict(table.words), "header_row": table.header_row, "declared": table.declared},
    }
    return move(current, ImportStatus.READY, table=MOVES, by=by, action="import.preview", **stamps)


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
        **{LINKS[RegistryImport.Kind(current.kind)]: row.pk},
    )


@transaction.atomic
def confirm(*, registry_import: RegistryImport, ticked: Iterable[int] = (), by: User | None) -> RegistryImport:
    """Write the good rows, and those 疑似注销 whose row ids were ticked; all of it or nothing."""
    demand(by, PERMISSION, "双随机办")
    current = locked(registry_import)
    if current.status != ImportStatus.READY:
        raise IllegalMove(current.get_status_display(), ImportStatus.CONFIRMED.label)
    rows = list(current.rows.to_write())
    gone = list(current.rows.filter(outcome=GONE, pk__in=list(ticked)))
    module = KINDS[current.kind]
    overtaken.refuse(current, rows, gone, module.dates_of)
    module.write(current, rows, gone, by=by)
    _mark_applied(current, [*rows, *gone])
    stamps = {"confirmed_at": clock.now(), "confirmed_by": by}
    return move(
        current,
        ImportStatus.CONFIRMED,
        table=MOVES,
        by=by,
        action="import.confirm",
        reason=current.source_note,
        **stamps,
    )


def _mark_applied(current: RegistryImport, rows: Sequence[ImportRow]) -> None:
    """Rows remember what became of them. One statement: a row-by-row update of a long list takes minutes."""
    link = LINKS[RegistryImport.Kind(current.kind)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE registry_importrow r SET applied = true, {link} = v.target"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS v(row, target) WHERE r.id = v.row",
            [[row.pk for row in rows], [row.target_id for row in rows]],
        )


@transaction.atomic
def abandon(*, registry_import: RegistryImport, reason: str, by: User | None) -> RegistryImport:
    """Drop a preview; nothing of it was written."""
    demand(by, PERMISSION, "双随机办")
    current = locked(registry_import)
    reason = demand_reason(reason)
    return move(current, ImportStatus.ABANDONED, table=MOVES, by=by, action="import.abandon", reason=reason)


def outcomes(registry_import: RegistryImport) -> dict[str, int]:
    """Outcome → number of rows, in the fixed order 新增 变更 疑似注销 重复 错误 无变化."""
    rows = registry_import.rows.order_by().values_list("outcome").annotate(number=Count("pk"))
    found: dict[str, int] = dict(rows)
    return {outcome: found.get(outcome, 0) for outcome in ImportRow.Outcome}
