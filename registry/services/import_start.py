"""Reading in the background: one process of its own per file, no daemon (decisions.md, Structure 7)."""

import os
import subprocess
import sys
import threading
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from registry.models import ImportProgress, RegistryImport
from registry.services import import_reading
from registry.services.import_kinds import PERMISSION
from registry.services.rights import demand, locked
from registry.status import ImportStatus
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, IllegalMove
from yangcheng_inspect.trail.services import record


def start(*, registry_import: RegistryImport, by: User | None) -> None:
    """Begin to read; a page shows how far it is. Where settings say so, it is done before this returns."""
    if not settings.READ_IMPORTS_APART:
        import_reading.advance(registry_import=registry_import, by=by)
        return
    with transaction.atomic():
        run = _next_run(locked(registry_import))
        transaction.on_commit(partial(_launch, registry_import.pk, run, by))


@transaction.atomic
def restart(*, registry_import: RegistryImport, by: User | None) -> None:
    """Read again after the reader died; what it had read was kept nowhere."""
    demand(by, PERMISSION, "双随机办")
    current = locked(registry_import)
    if current.status != ImportStatus.READING:
        raise IllegalMove(current.get_status_display(), ImportStatus.READING.label)
    if not is_silent(current):
        raise AlreadyDone("文件正在解析，请稍候。")
    record("import.restart", target=current, by=by)
    start(registry_import=current, by=by)


def is_silent(registry_import: RegistryImport) -> bool:
    """A file in 解析中 whose reader has died, or was never started."""
    return ImportProgress.objects.silent().filter(registry_import=registry_import).exists()


def _next_run(current: RegistryImport) -> int:
    mine = ImportProgress.objects.filter(registry_import=current)
    mine.update(run=F("run") + 1, phase=ImportProgress.Phase.READING, rows_read=0, rows_total=0, updated_at=Now())
    return mine.get().run


def _launch(pk: int, run: int, by: User | None) -> None:
    """Start the reader in a session of its own, so that it outlives a restart of the server."""
    command = [sys.executable, "manage.py", "read_import", str(pk), "--run", str(run)]
    command += ["--by", str(by.pk)] if by else []
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=_environment(), stdin=subprocess.DEVNULL, start_new_session=True
    )
    threading.Thread(target=process.wait, daemon=True).start()  # or it would stay a zombie


def _environment() -> dict[str, str]:
    """Ours, with the moment from which a demo counts its day."""
    return {"DEMO_START": str(int(clock.LOADED)), **os.environ}
