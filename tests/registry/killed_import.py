"""An import that stops after its last row, before the commit, for a test to kill. `python -m … DATABASE IMPORT`."""

import sys
import time
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

from registry.models import RegistryImport  # noqa: E402
from registry.services import imports  # noqa: E402
from yangcheng_inspect import clock  # noqa: E402


def stop(*_: Any) -> None:
    """Every row is written; nothing is committed."""
    print("half done", flush=True)  # noqa: T201 - the parent waits for this line
    time.sleep(100)


def main(database: str, current: str) -> None:
    connections["default"].settings_dict["NAME"] = database
    imports._mark_applied = stop
    with clock.moved_to(datetime(2026, 12, 1, tzinfo=UTC)):
        imports.confirm(registry_import=RegistryImport.objects.get(pk=current), by=None)


main(*sys.argv[1:])
