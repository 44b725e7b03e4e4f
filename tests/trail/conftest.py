"""A log with some history, the keys that count, and a disc that leaves the building."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.factories.trail import ADMINS
from tests.trail.sealed import SIGNER
from yangcheng_inspect.trail.models import Head
from yangcheng_inspect.trail.services import record


@pytest.fixture
def start() -> int:
    """Number of the first of 30 events about nobody's rows; the log holds whatever came before."""
    first = Head.objects.get().size
    for number in range(30):
        with transaction.atomic():
            record("login.fail", target=f"login/j{number}", by=None)
    return first


@pytest.fixture
def keys(settings: Any, tmp_path: Path) -> Path:
    """The list of keys: one signs; two administrators."""
    path = tmp_path / "keys.txt"
    path.write_text("\n".join([f"sign {SIGNER.verifier}", *(f"epoch {one.verifier}" for one in ADMINS), ""]))
    settings.TRAIL_KEYS = path
    return path


@pytest.fixture
def disc(tmp_path: Path) -> Path:
    folder = tmp_path / "disc"
    folder.mkdir()
    return folder
