"""归档: one act makes the file of a check as PDF and zip; of a task or a year, the zip of those zips."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from django.db import transaction
from django.db.models import QuerySet

from inspections import dossier, shelf
from inspections.binding import count
from inspections.choices import ArchiveScope
from inspections.dossier import Dossier
from inspections.models import ArchiveFile, Task, Visit
from inspections.papers.kinds import LONG, MEDIUM
from inspections.services import numbers
from inspections.status import VisitStatus
from registry.services.rights import demand, locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.services import record

WHO = "所队长或者双随机办"
LIST = "清单.txt"
FEW = 5
"""Checks that one click of a task's or a year's archive makes; the next click goes on."""


@dataclass(frozen=True)
class Progress:
    """The archive of a task or a year: made, or how many checks are still to be done."""

    made: ArchiveFile | None
    done: int
    left: int


@transaction.atomic
def of_visit(*, visit: Visit, by: User) -> ArchiveFile:
    """The file of one check. The row is never changed: a later paper means a later file."""
    demand(by, "inspections.make_archive", WHO)
    if not Visit.objects.visible_to(by).filter(pk=visit.pk).exists():
        raise NotPermitted("这次检查不在您能查看的范围内。")
    visit = locked(visit)
    if visit.status != VisitStatus.SUBMITTED:
        raise DomainError(f"检查{visit.get_status_display()}，提交后才能归档。")
    assert visit.ended_on is not None, "set when a visit is submitted"
    number = numbers.archive_number(today().year)
    whole = dossier.gather(visit, number=number, made_at=now(), made_by=by.name)
    book = dossier.bound(whole)
    with shelf.filling("zip") as (file, done):
        _pack(file, whole, book)
    return _noted(
        by,
        number=number,
        scope=ArchiveScope.VISIT,
        title=f"{visit.name}{visit.get_kind_display()}",
        visit=visit,
        year=visit.ended_on.year,
        retention=whole.retention,
        papers=len(whole.pieces) + len(whole.photos),
        pages=count(book),
        pdf_sha256=shelf.keep(book),
        zip_sha256=done[0],
        trail_size=whole.size,
        trail_root=whole.root,
    )


def _pack(file: IO[bytes], whole: Dossier, book: bytes) -> None:
    """Every original and the bound PDF; pictures are read one at a time."""
    lines: list[str] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for name, content in _contents(whole, book):
            packed.writestr(name, content)
            lines.append(f"{sha256(content).hexdigest()}  {name}\n")
        packed.writestr(LIST, "".join(lines))


def _contents(whole: Dossier, book: bytes) -> Iterator[tuple[str, bytes]]:
    yield "卷宗.pdf", book
    for piece in whole.pieces:
        yield piece.name, piece.content
    for photo in whole.photos:
        yield photo.name, photo.read()
    yield "留痕回执.txt", f"{whole.size}:{whole.root}\n".encode()


def of_task(*, task: Task, by: User) -> Progress:
    """A few checks per call, each in a transaction of its own, then the zip of all."""
    visits = _finished(Visit.objects.filter(task=task))
    return _of_many(visits, by, scope=ArchiveScope.TASK, title=task.title, task=task, year=task.to_on.year)


def of_year(*, year: int, by: User) -> Progress:
    visits = _finished(Visit.objects.filter(ended_on__year=year))
    return _of_many(visits, by, scope=ArchiveScope.YEAR, title=f"{year} 年行政检查", year=year)


def _finished(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    return visits.filter(status=VisitStatus.SUBMITTED).order_by("ended_on", "pk")


def _of_many(visits: QuerySet[Visit], by: User, **columns: object) -> Progress:
    demand(by, "inspections.archive_all", "双随机办")
    if not visits.exists():
        raise DomainError("还没有已提交的检查，没有可以归档的内容。")
    stale = [visit for visit in visits if current(visit) is None]
    for visit in stale[:FEW]:
        of_visit(visit=visit, by=by)
    if len(stale) > FEW:
        return Progress(None, visits.count() - len(stale) + FEW, len(stale) - FEW)
    return Progress(_together(visits, by, **columns), visits.count(), 0)


def current(visit: Visit) -> ArchiveFile | None:
    """The newest file of this check, unless something happened to the check since."""
    newest = visit.archives.first()
    if newest is None:
        return None
    later = Event.objects.filter(obj__in=dossier.objects(visit), seq__gte=newest.trail_size)
    return None if later.exists() else newest


@transaction.atomic
def _together(visits: QuerySet[Visit], by: User, **columns: object) -> ArchiveFile:
    """The zips are copied from the disk in pieces: memory stays bounded however many there are."""
    files = [newest for visit in visits if (newest := visit.archives.first())]
    with shelf.filling("zip") as (file, done), zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for one in files:
            packed.write(shelf.path_of(one.zip_sha256, "zip"), f"{one.number}.zip")
        packed.writestr(LIST, "".join(f"{one.zip_sha256}  {one.number}.zip  {one.title}\n" for one in files))
    size, root = dossier.receipt()
    return _noted(
        by,
        number=numbers.archive_number(today().year),
        retention=LONG if any(one.retention == LONG for one in files) else MEDIUM,
        checks=len(files),
        papers=sum(one.papers for one in files),
        pages=sum(one.pages for one in files),
        zip_sha256=done[0],
        trail_size=size,
        trail_root=root,
        **columns,
    )


def _noted(by: User, *, zip_sha256: str, **columns: object) -> ArchiveFile:
    size = shelf.path_of(zip_sha256, "zip").stat().st_size
    made = ArchiveFile.objects.create(zip_sha256=zip_sha256, zip_size=size, made_at=now(), made_by=by, **columns)
    detail = {"number": made.number, "zip": zip_sha256, "receipt": f"{made.trail_size}:{made.trail_root}"}
    record("archive.make", target=made, by=by, detail=detail)
    return made
