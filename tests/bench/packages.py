"""The packages only a bench needs, apart from the project's own: in var/bench, with the hashes of the lock."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements-bench.lock"
PLACE = ROOT / "var/bench"


def install() -> bool:
    """Whether they are there; once installed they stay until the lock changes."""
    wanted, stamp = hashlib.sha256(LOCK.read_bytes()).hexdigest(), PLACE / "stamp"
    if stamp.is_file() and stamp.read_text() == wanted:
        return True
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--upgrade", "--target", str(PLACE)]
    done = subprocess.run([sys.executable, "-m", "pip", "install", *options, "-r", str(LOCK)], check=False)
    if not done.returncode:
        stamp.write_text(wanted)
    return not done.returncode


def environment() -> dict[str, str]:
    """For a child that may import them."""
    return os.environ | {"PYTHONPATH": str(PLACE)}
