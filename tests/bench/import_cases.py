"""One case of the bench of imports in a process of its own: `python -m tests.bench.import_cases CASE [FILE]`.

Prints {phase: {"s": processor seconds, "mb": peak memory so far}}.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

Found = dict[str, dict[str, float]]
AS_OF = date(2026, 11, 2)


def _peak() -> float:
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Meter:
    """Processor seconds of this process, its children and, once there is one, the database server's process."""

    def __init__(self) -> None:
        self.server = 0
        self.found: Found = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        since = self._now()
        sys.stderr.write(f"  {name} …\n")
        yield
        self.found[name] = {"s": max(self._now() - since, 0.01), "mb": _peak()}

    def _now(self) -> float:
        return process_time() + _children() + self._of_server()

    def _of_server(self) -> float:
        """0 where the server is on another machine."""
        try:
            fields = Path(f"/proc/{self.server}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def migrate(meter: Meter, path: Path) -> None:
    """Tables, reference data."""
    from django.core.management import call_command

    from registry.sample import DIRECTORY
    from registry.services import reference

    call_command("migrate", verbosity=0)
    reference.load(directory=DIRECTORY, by=None)


def calamine(meter: Meter, path: Path) -> None:
    from python_calamine import load_workbook

    with meter.phase("calamine"):
        for _ in load_workbook(path).get_sheet_by_index(0).iter_rows():
            pass


def read_only(meter: Meter, path: Path) -> None:
    _openpyxl(meter, path, read_only=True)


def full(meter: Meter, path: Path) -> None:
    _openpyxl(meter, path, read_only=False)


def _openpyxl(meter: Meter, path: Path, *, read_only: bool) -> None:
    from openpyxl import load_workbook  # in the bench's own packages

    with meter.phase("read_only" if read_only else "full"):
        for _ in load_workbook(path, read_only=read_only).worksheets[0].iter_rows(values_only=True):
            pass


def whole(meter: Meter, path: Path) -> None:
    """Through the services, phase by phase."""
    from django.core.files import File
    from django.db import connection

    from registry.services import import_reading, imports

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (meter.server,) = cursor.fetchone()
    with path.open("rb") as file:
        current = imports.upload(
            kind="ENTITIES", scope="CHANGES", file=File(file), name=path.name, as_of=AS_OF, by=None
        )
    module = import_reading.FORMS["ENTITIES"].module
    _metered(meter, "read", import_reading.reader, "read")
    _metered(meter, "compare", module, "compare")
    _metered(meter, "store", import_reading, "_store")
    current = imports.read(registry_import=current, by=None)
    with meter.phase("confirm"):
        imports.confirm(registry_import=current, by=None)


def _metered(meter: Meter, phase: str, owner: Any, name: str) -> None:
    inner: Callable[..., Any] = getattr(owner, name)

    def outer(*args: Any, **kwargs: Any) -> Any:
        with meter.phase(phase):
            return inner(*args, **kwargs)

    setattr(owner, name, outer)


CASES: dict[str, Callable[[Meter, Path], None]] = {
    "migrate": migrate,
    "calamine": calamine,
    "read_only": read_only,
    "full": full,
    "import": whole,
}


def main(case: str, path: str = "") -> None:
    if case in ("migrate", "import"):
        os.environ["DJANGO_SETTINGS_MODULE"] = "yangcheng_inspect.settings.internal"
        import django
        from django.conf import settings

        settings.MEDIA_ROOT = os.environ["BENCH_MEDIA"]
        django.setup()
    meter = Meter()
    CASES[case](meter, Path(path))
    sys.stdout.write(json.dumps(meter.found))


if __name__ == "__main__":
    main(*sys.argv[1:])
