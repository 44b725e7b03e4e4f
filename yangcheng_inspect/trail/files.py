"""The files that rows speak of: photographs, scans, imported lists. `verify_trail --files` compares each with its hash.

The trail knows no app. In `AppConfig.ready()` an app gives a function that names its files:

    files.register(lambda using: ((f"import/{row.pk}", row.sha256, Path(row.file.path)) for row in …))
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import file_digest
from pathlib import Path

# The object's name `import/7`; hex SHA-256 as its row holds it, or at least its first 16 digits; absolute path.
File = tuple[str, str, Path]
Source = Callable[[str], Iterable[File]]  # takes the database's alias
Fail = Callable[[str, str], None]
SHORTEST = 16  # hex digits of a hash that still name one content alone

_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Have these files compared too. Registering the same function twice changes nothing."""
    _sources[f"{source.__module__}.{source.__qualname__}"] = source


def compare(using: str, fail: Fail) -> int:
    """Calls `fail("FILE", …)` for each file that is missing or has another content; the number of files compared."""
    count = 0
    for name, sha256, path in _listed(using):
        count += 1
        if problem := _problem(sha256, path):
            fail("FILE", f"{name} {path.name}: {problem}")
    return count


def _listed(using: str) -> Iterator[File]:
    for key in sorted(_sources):
        yield from _sources[key](using)


def _problem(sha256: str, path: Path) -> str:
    try:
        with path.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "the file is missing"
    except OSError as error:
        return f"the file cannot be read ({error.strerror})"
    if len(sha256) >= SHORTEST and found.startswith(sha256):
        return ""
    return f"has SHA-256 {found[:12]}…, its row says {sha256[:12]}…"
