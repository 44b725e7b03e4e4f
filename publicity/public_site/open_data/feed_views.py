"""Feed and site map as they are sent."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from publicity.public_site.decorators import download, public_page
from publicity.public_site.open_data import feeds

XML = "application/xml; charset=utf-8"


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """Atom, RFC 4287."""
    return HttpResponse(feeds.atom(), content_type="application/atom+xml; charset=utf-8")


@download
def site_maps(request: HttpRequest) -> HttpResponse:
    """The index of the site maps."""
    return HttpResponse(feeds.site_maps(), content_type=XML)


@public_page
def map_of_places(request: HttpRequest) -> HttpResponse:
    return HttpResponse(feeds.map_of_places(), content_type=XML)


@download
def map_of_month(request: HttpRequest, month: str) -> HttpResponse:
    """The results published in `2026-04`."""
    return HttpResponse(feeds.map_of_month(date.fromisoformat(f"{month}-01")), content_type=XML)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read; the list's endless combinations of ticks need not be."""
    lines = ["User-agent: *", "Disallow: /*?", f"Sitemap: {feeds.absolute(reverse('site_maps'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
