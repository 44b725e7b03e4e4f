"""The log as files, for whoever checks it on another machine with `verify_trail.py`.

`events.jsonl` holds the payloads alone, byte by byte: hashes, acts and numbers, nothing personal. The details are
restricted: whoever takes them along is an event.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail import checkpoints
from yangcheng_inspect.trail.erasure import Official
from yangcheng_inspect.trail.models import Checkpoint, Event, EventDetail
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.trail.verify import one_moment

PROGRAM = Path("static/verify/verify_trail.py")
COLUMNS = ("seq", "who_salt", "who", "detail_salt", "detail", "state_salt", "state")


def export(*, folder: Path, using: str, details: bool = False) -> list[Path]:
    """Write events, checkpoints, the list of keys and the program; the files written. The folder must be empty.

    For `details` call `tell` first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise DomainError(f"文件夹 {folder} 不是空的，没有导出。请指定一个新的文件夹。")
    with one_moment(using):
        written = [_lines(folder / "events.jsonl", _payloads(using))]
        if details:
            written.append(_lines(folder / "details.jsonl", _details(using)))
        for note in Checkpoint.objects.using(using).order_by("size").values_list("note", flat=True):
            written.append(checkpoints.put_file(folder / "checkpoints", note))
    for source, name in ((settings.TRAIL_KEYS, "keys.txt"), (settings.BASE_DIR / PROGRAM, PROGRAM.name)):
        if source.exists():
            written.append(Path(shutil.copyfile(source, folder / name)))
    return written


def tell(*, by: Official, reason: str) -> None:
    """Note who takes the details out of the system, and why, before a line of them is written."""
    if not by.has_perm("trail.view_trail"):
        raise NotPermitted("您没有查看留痕明细的权限。留痕明细由审计管理员或监督员导出。")
    if not reason.strip():
        raise DomainError("请写明导出留痕明细的理由。")
    with transaction.atomic():
        record("trail.export", target="export/details", by=by, reason=reason.strip())


def _payloads(using: str) -> Iterator[str]:
    events = Event.objects.using(using).order_by("seq")
    return events.values_list("payload", flat=True).iterator(chunk_size=2000)


def _details(using: str) -> Iterator[str]:
    rows = EventDetail.objects.using(using).order_by("pk").values_list("pk", *COLUMNS[1:])
    for row in rows.iterator(chunk_size=2000):
        yield json.dumps(dict(zip(COLUMNS, row, strict=True)))


def _lines(path: Path, lines: Iterator[str]) -> Path:
    """Readable by its maker alone: what may leave is decided afterwards."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path
