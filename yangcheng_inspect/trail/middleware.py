"""Keeps the origin of a request at hand while it is served, whoever calls."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yangcheng_inspect.trail.origin import Origin, current


class OriginMiddleware:
    """Sets the origin for `record()` and answers with the request's number, which the log files carry too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        token = current.set(Origin(ip=_address(request), request=number))
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response.headers["X-Request-ID"] = number
        return response


def _address(request: HttpRequest) -> str:
    """The peer; behind a trusted proxy the last address that proxy wrote, since callers invent the earlier ones.

    A Unix socket has no peer: whoever speaks through it is a proxy on this machine.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    trusted = not peer or peer in getattr(settings, "TRUSTED_PROXIES", ())
    return forwarded if forwarded and trusted else peer
