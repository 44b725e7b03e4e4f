"""抽取公示 (W5): every draw, its commitment, and once it is opened everything needed to recompute it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.gzip import gzip_page

from publicity.public_site import bundles, draw_page
from publicity.public_site.decorators import public_page
from publicity.public_site.models import PublicBundle, PublicDraw
from yangcheng_inspect.clock import today
from yangcheng_inspect.paging import paginate

TEXT = "text/plain; charset=utf-8"
JSON = "application/json; charset=utf-8"


@public_page
def draws(request: HttpRequest) -> HttpResponse:
    """Commitments, numbers and result hashes of all draws."""
    return render(request, "public/draws.html", {"page": paginate(request, PublicDraw.objects.all(), per_page=10)})


@public_page
def draw(request: HttpRequest, number: str) -> HttpResponse:
    """One draw, recomputed by the visitor's own browser once it is opened."""
    row = get_object_or_404(PublicDraw, number=number)
    return render(request, "public/draw.html", draw_page.context(row, today()))


@public_page
def commitment(request: HttpRequest, number: str) -> HttpResponse:
    """The commitment to the byte, to be hashed by whoever wants to."""
    return HttpResponse(get_object_or_404(PublicDraw, number=number).commitment, content_type=TEXT)


@public_page
def void_record(request: HttpRequest, number: str) -> HttpResponse:
    """What a cancelled draw leaves in the chain, to the byte."""
    row = get_object_or_404(PublicDraw.objects.exclude(void_record=""), number=number)
    return HttpResponse(row.void_record, content_type=TEXT)


@gzip_page
@public_page
def bundle(request: HttpRequest, number: str) -> HttpResponse:
    """Everything in one file, as it was published."""
    return _file(_opened(number).text, JSON, f"{number}.json")


@gzip_page
@public_page
def bundle_part(request: HttpRequest, number: str, part: str) -> HttpResponse:
    """One text of the bundle to the byte: `frozen`, `names` or `result`."""
    if part not in bundles.PARTS:
        raise Http404
    return _file(bundles.part(_opened(number), part), TEXT, f"{number}.{part}.txt")


def _opened(number: str) -> PublicBundle:
    """The bundle of an opened draw. Of any other draw nothing is served, whatever the table holds."""
    row = get_object_or_404(PublicDraw, number=number, status=PublicDraw.Status.OPENED, restricted=False)
    return get_object_or_404(PublicBundle, draw_id=row.draw_id)


def _file(content: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
