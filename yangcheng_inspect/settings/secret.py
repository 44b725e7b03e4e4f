"""Keys of a machine that was given none: made once, readable by their owner only."""

import os
import secrets
from pathlib import Path


def secret_key(directory: Path, name: str = "secret_key") -> str:
    """The text of `directory`/`name`, made at the first call and the same ever after."""
    path = directory / name
    directory.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text()
