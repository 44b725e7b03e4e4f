"""公告与解读 for the public: what the bureau explains, in its versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from publicity.public_site.decorators import public_page
from publicity.public_site.models import PublicNotice
from publicity.public_site.plain_body import blocks
from yangcheng_inspect.paging import paginate


@public_page
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    return render(request, "public/notices.html", {"page": paginate(request, PublicNotice.objects.shown())})


@public_page
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """One notice as it stands; where it was taken down, 410 with the reason."""
    found = get_object_or_404(PublicNotice, number=number)
    if found.withdrawn:
        return render(request, "public/notice_gone.html", {"notice": found}, status=410)
    return _page(request, found, len(found.record["versions"]))


@public_page
def notice_version(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """A version that was replaced stays readable."""
    found = get_object_or_404(PublicNotice.objects.shown(), number=number)
    if not 1 <= version <= len(found.record["versions"]):
        raise Http404
    return _page(request, found, version)


def _page(request: HttpRequest, found: PublicNotice, number: int) -> HttpResponse:
    versions = found.record["versions"]
    version = versions[number - 1]
    context = {
        "notice": found,
        "version": version,
        "blocks": blocks(version["body"]),
        "versions": list(reversed(versions)) if len(versions) > 1 else [],
        "is_last": number == len(versions),
    }
    return render(request, "public/notice.html", context)
