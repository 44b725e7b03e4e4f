"""留痕检查点: what the bureau has promised about its own records, to be kept by whoever wants to hold it to that."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from publicity.public_site.decorators import public_page
from publicity.public_site.models import PublicCheckpoint
from yangcheng_inspect.paging import paginate

TEXT = "text/plain; charset=utf-8"


@public_page
def checkpoints(request: HttpRequest) -> HttpResponse:
    """The newest first; a new epoch of the log is said on top for as long as the site stands."""
    rows = PublicCheckpoint.objects.all()
    context = {"page": paginate(request, rows, per_page=20), "epochs": rows.exclude(epoch=""), "keys": key_list()}
    return render(request, "public/checkpoints.html", context)


@public_page
def checkpoint(request: HttpRequest, log: str, size: int) -> HttpResponse:
    """One signed note to the byte."""
    row = get_object_or_404(PublicCheckpoint, origin__endswith=f"/{log}", size=size)
    return HttpResponse(row.note, content_type=TEXT)


@public_page
def epoch(request: HttpRequest, log: str) -> HttpResponse:
    """The statement of both administrators with which this log began, to the byte."""
    row = get_object_or_404(PublicCheckpoint.objects.exclude(epoch=""), origin__endswith=f"/{log}")
    return HttpResponse(row.epoch, content_type=TEXT)


@public_page
def keys(request: HttpRequest) -> HttpResponse:
    """Whose signatures count, as the witness reads it."""
    text = key_list()
    if not text:
        raise Http404
    return HttpResponse(text, content_type=TEXT)


def key_list() -> str:
    """Empty where the site has not been given any."""
    try:
        return str(settings.TRAIL_KEYS.read_text())
    except OSError:
        return ""
