"""暂时查不到 (W1): what is said while the database does not answer, or not in time."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

AGAIN_SECONDS = 30
log = logging.getLogger(__name__)


class PausedMiddleware:
    """503 with a page that asks nothing of the database, and when to come again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OperationalError | InterfaceError):
            return None
        log.error("the public site could not answer %s", request.path, exc_info=error)
        response = render(request, "public/paused.html", {"again": AGAIN_SECONDS}, status=503)
        response.headers["Retry-After"] = str(AGAIN_SECONDS)
        response.headers["Cache-Control"] = "no-store"
        return response
