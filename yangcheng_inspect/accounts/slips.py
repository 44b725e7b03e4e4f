"""One-time slips: the only place where a new password is seen, in the answer to the request that made it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from yangcheng_inspect.accounts.services.users import Slip


def slips_page(request: HttpRequest, slips: Sequence[Slip]) -> HttpResponse:
    """A page to print, four A6 slips a sheet. Not stored, not cached; leaving the page loses it."""
    address = request.build_absolute_uri(reverse("login"))
    response = render(request, "accounts/slips.html", {"slips": slips, "address": address})
    response.headers["Cache-Control"] = "no-store"
    return response
