"""What every public page has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]

KEPT_SECONDS = 60


def public_page(view: View[P, R]) -> View[P, R]:
    """Reads only; refuses NUL bytes with 400; may be kept by a proxy for a minute."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        asked = [request.path, *(text for pair in request.GET.lists() for text in (pair[0], *pair[1]))]
        if any("\x00" in text for text in asked):
            raise SuspiciousOperation("NUL byte in the address")
        return view(request, *args, **kwargs)

    kept = cache_control(public=True, max_age=KEPT_SECONDS)(checked)
    return cast(View[P, R], require_safe(cast(Any, kept)))


def download(view: View[P, R]) -> View[P, R]:
    """A public page that costs more than others: fewer of them for one caller (`limits`)."""
    page = public_page(view)
    page.costs = "download"  # type: ignore[attr-defined]
    return page
