"""A draw that stops in the middle of its transaction, for a test to kill. `python -m … DATABASE SESSION USER`."""

import sys
import time
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

from inspections import signals  # noqa: E402
from inspections.models import DrawSession  # noqa: E402
from tests.factories.plans import draw  # noqa: E402
from yangcheng_inspect.accounts.models import User  # noqa: E402


def stop(**_: Any) -> None:
    """The first task of the session is computed and its visits are made; nothing is committed."""
    print("half done", flush=True)  # noqa: T201 - the parent waits for this line
    time.sleep(100)


def main(database: str, session: str, user: str) -> None:
    connections["default"].settings_dict["NAME"] = database
    signals.draw_computed.connect(stop)
    draw(DrawSession.objects.get(pk=session), User.objects.get(pk=user))


main(*sys.argv[1:])
