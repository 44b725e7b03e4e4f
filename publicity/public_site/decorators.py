"""What every public page has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

KEPT_SECONDS = 60


def public_page(view: View[P]) -> View[P]:
    """Reads only; refuses NUL bytes with 400; may be kept by a proxy for a minute."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        asked = [request.path, *(text for pair in request.GET.lists() for text in (pair[0], *pair[1]))]
        if any("\x00" in text for text in asked):
            raise SuspiciousOperation("NUL byte in the address")
        return view(request, *args, **kwargs)

    return require_safe(cache_control(public=True, max_age=KEPT_SECONDS)(checked))
