"""How often one caller may ask: a bucket of tokens per address, in this process alone (security.md PB-7, F-34).

Every kind of request has a bucket of its own: tokens come back at a steady rate up to a limit, a request takes one.
nginx in front limits connections and keeps pages; this is what stands when nothing is in front. Nothing is written.
"""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from yangcheng_inspect.caller import address

MOST_CALLERS = 20_000
"""Buckets in memory; beyond them the one that has rested longest is forgotten."""
NETWORK = 64  # an IPv6 subscriber has that many bits
SENTENCE = "访问太频繁，请等 {seconds} 秒再试。"


class Buckets:
    """`take(key, rate, burst)` -> 0.0 when there was a token, else the seconds until there is one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST_CALLERS) -> None:
        self.clock, self.most = clock, most
        self.left: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self.lock = Lock()

    def take(self, key: tuple[str, str], rate: float, burst: float) -> float:
        with self.lock:
            now = self.clock()
            tokens, before = self.left.pop(key, (burst, now))
            tokens = min(burst, tokens + (now - before) * rate)
            enough = tokens >= 1
            self.left[key] = (tokens - 1 if enough else tokens, now)
            if len(self.left) > self.most:
                self.left.popitem(last=False)
            return 0.0 if enough else (1 - tokens) / rate


class LimitMiddleware:
    """429 with one sentence and Retry-After. `settings.RATE_LIMITS` is {kind: (tokens a second, most)}; none: off.

    Kinds are `read` and `write` for every request, found or not, and `download` for a view that costs more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.limits: dict[str, tuple[float, float]] = getattr(settings, "RATE_LIMITS", {})
        if not self.limits:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.buckets = Buckets()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kind = "read" if request.method in ("GET", "HEAD") else "write"
        return self._refused(request, kind) or self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        """Before anything is asked of the database."""
        return self._refused(request, view.costs) if hasattr(view, "costs") else None

    def _refused(self, request: HttpRequest, kind: str) -> HttpResponse | None:
        wait = self.buckets.take((kind, network(address(request))), *self.limits[kind])
        return too_often(math.ceil(wait)) if wait else None


def network(caller: str) -> str:
    """The address; of IPv6 the network a subscriber has."""
    try:
        at = ipaddress.ip_address(caller)
    except ValueError:
        return caller
    if at.version == 4:
        return str(at)
    if at.ipv4_mapped:  # a socket of both kinds: they would all be one network
        return str(at.ipv4_mapped)
    return str(ipaddress.ip_network((at, NETWORK), strict=False))


def too_often(seconds: int) -> HttpResponse:
    """Plain text: a page would cost what the limit is there to save."""
    response = HttpResponse(SENTENCE.format(seconds=seconds), status=429, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
