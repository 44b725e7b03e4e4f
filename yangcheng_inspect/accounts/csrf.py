"""A form whose page is too old, in our words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page `CSRF_FAILURE_VIEW` shows (403), with a link to where the form stood; `reason` is for developers."""
    came_from = request.headers.get("Referer", "")
    known = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return render(request, "403_csrf.html", {"back": came_from if known else "/"}, status=403)
