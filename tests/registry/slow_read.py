"""A reader as the upload page starts it, that stops before it saves, for a test to kill. `… DATABASE IMPORT RUN`."""

import sys
import time
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

from registry.models import RegistryImport  # noqa: E402
from registry.services import bulk, import_reading  # noqa: E402
from registry.services.import_watch import Heartbeat  # noqa: E402
from yangcheng_inspect import clock  # noqa: E402


def stop(*_: Any, **__: Any) -> None:
    """The first batch of rows is written; nothing is committed. Two beats later the page has heard of it."""
    save(*_, **__)
    time.sleep(2.5)
    print("half done", flush=True)  # noqa: T201 - the parent waits for this line
    time.sleep(100)


def main(database: str, media: str, pk: str, run: str) -> None:
    connections["default"].settings_dict["NAME"] = database
    settings.MEDIA_ROOT = media
    current = RegistryImport.objects.select_related("progress", "source").get(pk=pk)
    bulk.insert_all = stop
    with clock.moved_to(datetime(2026, 12, 1, tzinfo=UTC)), Heartbeat(current.progress, int(run)) as watch:
        import_reading.read(registry_import=current, by=None, watch=watch)


save = bulk.insert_all
main(*sys.argv[1:])
