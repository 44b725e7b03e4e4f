"""The six digits on the leading officer's phone: who types them on the own phone stands beside it.

Computed, not stored: a keyed hash over the visit and the five minutes of the clock. The code opens nothing by
itself; the second officer is logged in, and could check in without it.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings

from inspections.models import Visit
from yangcheng_inspect.clock import now

STEP = timedelta(minutes=5)


def _turn(moment: datetime) -> int:
    return int(moment.timestamp() // STEP.total_seconds())


def _digits(visit: Visit, turn: int) -> str:
    text = f"arrival/{visit.pk}/{turn}".encode()
    found = hmac.new(settings.SECRET_KEY.encode(), text, sha256).digest()
    return f"{int.from_bytes(found[:8]) % 1_000_000:06d}"


def of(visit: Visit) -> tuple[str, datetime]:
    """The code of this moment and the moment it ends: between five and ten minutes from now."""
    turn = _turn(now())
    return _digits(visit, turn), datetime.fromtimestamp((turn + 2) * STEP.total_seconds(), tz=now().tzinfo)


def fits(visit: Visit, digits: str) -> bool:
    """Whether these digits were shown for this visit in the last ten minutes."""
    turn = _turn(now())
    return any(hmac.compare_digest(_digits(visit, one).encode(), digits.encode()) for one in (turn, turn - 1))
