"""Where issued papers and archive files lie: under MEDIA_ROOT, outside every web root, each under its own SHA-256."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings

from inspections.models import ArchiveFile, Document, RecordCopy
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.files import File

FOLDER = "papers"


class Damaged(DomainError):
    """The file is missing or its bytes are not those that were kept."""


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
    """An empty file to write a long one into; afterwards the list holds its hash. Nothing is left after an error.

    On the disk before the row that speaks of it is committed; a file without a row hurts nobody.
    """
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    done: list[str] = []
    with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        try:
            yield file, done
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            os.unlink(file.name)
            raise
    with open(file.name, "rb") as written:
        done.append(file_digest(written, "sha256").hexdigest())
    place = path_of(done[0], suffix)
    place.parent.mkdir(exist_ok=True)
    os.replace(file.name, place)


def read(digest: str, suffix: str = "pdf") -> bytes:
    """The kept bytes, compared with their hash. Raises Damaged."""
    try:
        content = path_of(digest, suffix).read_bytes()
    except FileNotFoundError:
        content = b""
    if sha256(content).hexdigest() != digest:
        raise Damaged("存档的文件已缺失或者损坏，不能打印。请联系系统管理员从备份恢复。")
    return content


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
