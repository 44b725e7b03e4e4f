"""A file appears whole or not at all, and is on the disk before the row that speaks of it is committed."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from yangcheng_inspect.errors import DomainError


class Damaged(DomainError):
    """The file is missing or its bytes are not those that were kept."""


def read(path: Path, digest: str) -> bytes:
    """The kept bytes, compared with their hex SHA-256. Raises Damaged."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    if sha256(content).hexdigest() != digest:
        raise Damaged("存档的文件已缺失或者损坏。请联系系统管理员从备份恢复。")
    return content


@contextmanager
def whole(folder: Path, place: Callable[[Path], Path]) -> Iterator[IO[bytes]]:
    """An empty file in `folder` to write into; afterwards it lies where `place` says, which may read it first.

    Nothing is left after an error. A file without a row hurts nobody.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        written = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            written.unlink()
            raise
    goal = place(written)
    goal.parent.mkdir(parents=True, exist_ok=True)
    os.replace(written, goal)
