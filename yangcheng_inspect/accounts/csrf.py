"""A form whose page is too old, in our words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yangcheng_inspect.refusals import came_from


def failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page `CSRF_FAILURE_VIEW` shows (403), with a link to where the form stood; `reason` is for developers."""
    return render(request, "403_csrf.html", {"back": came_from(request)}, status=403)
