"""The address a request came from."""

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """The peer; behind a trusted proxy the last address that proxy wrote, since callers invent the earlier ones.

    A Unix socket has no peer: whoever speaks through it is a proxy on this machine.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    trusted = not peer or peer in getattr(settings, "TRUSTED_PROXIES", ())
    return forwarded if forwarded and trusted else peer
