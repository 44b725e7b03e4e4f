"""原公示内容: what a result said before, at an address that stays as long as it may be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from publicity.public_site import schema
from publicity.public_site.decorators import public_page
from publicity.public_site.models import PublicResult, PublicVersion


def _found(number: str, version: int) -> PublicVersion:
    """Of what came down nothing is read any more, in no version."""
    get_object_or_404(PublicResult.objects.listed(), number=number)
    return get_object_or_404(PublicVersion, number=number, version=version)


@public_page
def version(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """One earlier text under a banner that says until when it was shown; 410 where it must not be read any more."""
    row = _found(number, version)
    status = 200 if row.record else 410
    return render(request, "public/version.html", {"version": row, "record": row.record}, status=status)


@public_page
def version_record(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """The bytes whose SHA-256 is the 内容校验码 of that version."""
    row = _found(number, version)
    if not row.record:
        return HttpResponse(status=410)
    return HttpResponse(schema.canonical(row.record), content_type="application/json")
