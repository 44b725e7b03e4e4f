"""Keeps the origin of a request at hand while it is served, whoever calls."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yangcheng_inspect.caller import address
from yangcheng_inspect.trail.origin import Origin, current


class OriginMiddleware:
    """Sets the origin for `record()` and answers with the request's number, which the log files carry too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        token = current.set(Origin(ip=address(request), request=number))
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response.headers["X-Request-ID"] = number
        return response
