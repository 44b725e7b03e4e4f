"""评价码: eight letters on the notice and on the card to post back, by which a business rates the visit.

Computed, not stored: a keyed hash over the visit, so that nobody outside can guess one and no list of them exists. The
address printed beside it holds no code: it would stand in the log of every server on the way, with the reader's.
"""

import hmac
from hashlib import sha256

import segno
from django.conf import settings

from inspections import merged
from inspections.models import Visit
from yangcheng_inspect import short_code

LENGTH = 8


def of(visit: Visit) -> str:
    """`7KQ2-M9RT`. Visits that share one arrival share one notice, and so one code."""
    return short_code.in_fours(_made(str(settings.SECRET_KEY), merged.first_of(visit).pk))


def visit_of(code: str) -> Visit | None:
    """The leading visit that has this code; also one printed before the key was changed (SECRET_KEY_FALLBACKS)."""
    wanted = short_code.plain(code).encode()
    if not short_code.fits(wanted.decode(), LENGTH):
        return None
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    for pk in Visit.objects.order_by("-pk").values_list("pk", flat=True).iterator():
        if any(hmac.compare_digest(_made(key, pk).encode(), wanted) for key in keys):
            return merged.first_of(Visit.objects.select_related("joins").get(pk=pk))
    return None


def address() -> str:
    """Where the public rates."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/rating/"


def picture() -> str:
    """The address as a QR code, an SVG in a data address."""
    return str(segno.make(address(), error="m").svg_data_uri(scale=3, border=1))


def printed(visit: Visit) -> dict[str, str]:
    """What a paper needs: `code`, `address`, `picture`."""
    return {"code": of(visit), "address": address(), "picture": picture()}


def _made(key: str, pk: int) -> str:
    digest = hmac.new(key.encode(), f"rating/{pk}".encode(), sha256).digest()
    return short_code.checked(short_code.spell(int.from_bytes(digest), LENGTH - 1))
