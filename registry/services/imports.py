"""Imports: upload, tick, confirm, abandon. Reading stands in `import_reading`, taking back in `import_undo`.

Nothing is in the registries before confirm.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import connection, transaction
from django.db.models import Count

from registry.importing.plan import GONE
from registry.importing.reader import MAX_BYTES
from registry.models import ImportProgress, ImportRow, RegistryImport
from registry.services import import_sources, overtaken
from registry.services.import_kinds import FORMS, PERMISSION
from registry.services.import_reading import read
from registry.services.rights import demand, demand_reason, locked
from registry.status import MOVES, ImportStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError, IllegalMove
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record


@transaction.atomic
def upload(
    *,
    kind: str,
    scope: str,
    file: File,
    name: str,
    as_of: date | None = None,
    source: str = "",
    source_note: str = "",
    parameters: File | None = None,
    by: User | None,
) -> RegistryImport:
    """Take a file in; `scope` says 全量名录 or 变更名单, `source` whose export it is. `read` reads it, apart."""
    demand(by, PERMISSION, "双随机办")
    content = _content(file)
    current = RegistryImport(kind=kind, scope=scope, as_of=as_of, source_note=source_note.strip())
    current.source = import_sources.named(kind=kind, name=source, by=by)
    current.file_name = Path(name).name[:200]
    current.sha256 = hashlib.sha256(content).hexdigest()
    current.uploaded_at, current.uploaded_by = clock.now(), by
    current.file.save(f"{current.sha256[:16]}.dat", ContentFile(content), save=False)
    if parameters is not None:
        extra = _content(parameters)
        current.params_file.save(f"{hashlib.sha256(extra).hexdigest()[:16]}.dat", ContentFile(extra), save=False)
    current.save(force_insert=True)
    ImportProgress.objects.create(registry_import=current, updated_at=clock.now())
    detail = {"kind": kind, "scope": scope, "file": current.file_name, "sha256": current.sha256, "source": source}
    record("import.upload", target=current, by=by, detail=detail, reason=current.source_note)
    return current


def _content(file: File) -> bytes:
    if (file.size or 0) > MAX_BYTES:
        raise DomainError("文件超过 20 MB。请删去图片和无关的工作表，或分成几个文件上传。")
    return bytes(file.read())


@transaction.atomic
def tick(*, registry_import: RegistryImport, shown: Iterable[int], ticked: Iterable[int], by: User | None) -> None:
    """Keep which of the 疑似注销 rows on one page are ticked; those of the other pages stay as they were."""
    demand(by, PERMISSION, "双随机办")
    current = locked(registry_import)
    if current.status != ImportStatus.READY:
        raise IllegalMove(current.get_status_display(), ImportStatus.CONFIRMED.label)
    progress = ImportProgress.objects.select_for_update().get(registry_import=current)
    on_page = set(current.rows.filter(outcome=GONE, pk__in=list(shown)).values_list("pk", flat=True))
    progress.ticked = sorted((set(progress.ticked) - on_page) | (on_page & set(ticked)))
    progress.save(update_fields=["ticked"])


@transaction.atomic
def confirm(*, registry_import: RegistryImport, ticked: Iterable[int] = (), by: User | None) -> RegistryImport:
    """Write the good rows, and those 疑似注销 whose row ids were ticked; all of it or nothing."""
    demand(by, PERMISSION, "双随机办")
    current = locked(registry_import)
    if current.status != ImportStatus.READY:
        raise IllegalMove(current.get_status_display(), ImportStatus.CONFIRMED.label)
    form = FORMS[current.kind]
    # Those that `add_new` writes, 50,000 of them, never leave the database.
    apart = [ImportRow.Outcome.NEW] if form.add_new else []
    rows = list(current.rows.to_write().exclude(outcome__in=apart).defer("problems", "warnings"))
    gone = list(current.rows.filter(outcome=GONE, pk__in=list(ticked)))
    overtaken.refuse(current, rows, gone, form.module.dates_of)
    _note_unsure(current)
    if form.add_new:
        form.add_new(current, by=by)
    form.module.write(current, rows, gone, by=by)
    _mark_applied(current, [*rows, *gone])
    ImportRow.objects.bulk_update(gone, ["changes"], batch_size=1000)
    stamps: dict[str, Any] = {"confirmed_at": clock.now(), "confirmed_by": by}
    return move(
        current,
        ImportStatus.CONFIRMED,
        table=MOVES,
        by=by,
        action="import.confirm",
        reason=current.source_note,
        **stamps,
    )


def _note_unsure(current: RegistryImport) -> None:
    """Which firms were 待确认 before: an undo puts that back."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE registry_importrow r SET values = r.values || '{"was_unsure": "是"}'::jsonb"""
            " FROM registry_marketentity e WHERE r.registry_import_id = %s AND r.outcome = 'CHANGED'"
            " AND e.id = r.entity_id AND NOT e.scope_confirmed",
            [current.pk],
        )


def _mark_applied(current: RegistryImport, rows: Sequence[ImportRow]) -> None:
    """Rows remember what became of them. One statement: a row-by-row update of a long list takes minutes."""
    link = FORMS[current.kind].link
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE registry_importrow r SET applied = true, {link} = v.target"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS v(row, target) WHERE r.id = v.row",
            [[row.pk for row in rows], [row.target_id for row in rows]],
        )


@transaction.atomic
def abandon(*, registry_import: RegistryImport, reason: str, by: User | None) -> RegistryImport:
    """Drop an import before it was confirmed; nothing of it was written."""
    demand(by, PERMISSION, "双随机办")
    current = locked(registry_import)
    reason = demand_reason(reason)
    return move(current, ImportStatus.ABANDONED, table=MOVES, by=by, action="import.abandon", reason=reason)


def outcomes(registry_import: RegistryImport) -> dict[str, int]:
    """Outcome → number of rows, in the fixed order 新增 变更 疑似注销 重复 错误 无变化."""
    rows = registry_import.rows.order_by().values_list("outcome").annotate(number=Count("pk"))
    found: dict[str, int] = dict(rows)
    return {outcome: found.get(outcome, 0) for outcome in ImportRow.Outcome}


__all__ = ["abandon", "confirm", "outcomes", "read", "tick", "upload"]
