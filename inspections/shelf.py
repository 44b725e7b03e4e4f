"""Where issued papers and archive files lie: under MEDIA_ROOT, outside every web root, each under its own SHA-256."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import IO

from django.conf import settings

from inspections import disk
from inspections.models import ArchiveFile, Document, RecordCopy
from yangcheng_inspect.trail.files import File

FOLDER = "papers"


def path_of(digest: str, suffix: str = "pdf") -> Path:
    """The file with this hash."""
    return Path(settings.MEDIA_ROOT) / FOLDER / digest[:2] / f"{digest}.{suffix}"


def keep(content: bytes, suffix: str = "pdf") -> str:
    """Write it whole or not at all; its hex SHA-256. Equal content has one name, so a second time changes nothing."""
    with filling(suffix) as (file, done):
        file.write(content)
    return done[0]


@contextmanager
def filling(suffix: str) -> Iterator[tuple[IO[bytes], list[str]]]:
    """An empty file to write a long one into; afterwards the list holds its hash. Nothing is left after an error."""
    done: list[str] = []

    def place(written: Path) -> Path:
        with written.open("rb") as file:
            done.append(file_digest(file, "sha256").hexdigest())
        return path_of(done[0], suffix)

    with disk.whole(Path(settings.MEDIA_ROOT) / FOLDER, place) as file:
        yield file, done


def read(digest: str, suffix: str = "pdf") -> bytes:
    """The kept bytes, compared with their hash. Raises Damaged."""
    return disk.read(path_of(digest, suffix), digest)


def files(using: str) -> Iterator[File]:
    """Every file a row speaks of: for `verify_trail --files`."""
    for pk, digest in Document.objects.using(using).order_by("pk").values_list("pk", "sha256"):
        yield f"document/{pk}", digest, path_of(digest)
    for pk, digest in RecordCopy.objects.using(using).order_by("pk").values_list("pk", "sha256"):
        yield f"record_copy/{pk}", digest, path_of(digest)
    for pk, pdf, packed in (
        ArchiveFile.objects.using(using).order_by("pk").values_list("pk", "pdf_sha256", "zip_sha256")
    ):
        yield f"archive/{pk}", packed, path_of(packed, "zip")
        if pdf:
            yield f"archive/{pk}", pdf, path_of(pdf)
