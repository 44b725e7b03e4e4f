"""What stands before every form of the public site: no letter through another site's page, none that is too large.

Why the forms carry no token against forged requests (CSRF). Such a forgery works by riding on what a browser adds by
itself: a cookie, a login, a client certificate. This site sets no cookie and knows no login, and the network it stands
in gives nobody a right, so a POST from a foreign page can do exactly what its author can do from his own machine: add
a letter under whatever name he types. A cookie set for a token would be the only ambient authority there is.
What a foreign page could do is to use its visitors' addresses against the limits, so browsers that say where a POST
comes from (`Sec-Fetch-Site`, `Origin`) are believed.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publicity.public_site import inbox_schema

MOST_BODY = inbox_schema.MOST_FILES * inbox_schema.MOST_BYTES + 1024 * 1024
ELSEWHERE = "这次提交是从别的网站发来的，没有收下。打开本站的页面填写后再提交。"
TOO_LARGE = "提交的内容超过 26 MB，没有收下。图片最多 5 张，每张不超过 5 MB；返回上一页缩小或减少图片后再提交。"


class SameSiteMiddleware:
    """403 for a POST that another site's page sent, 413 for one larger than any honest letter; each with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        if is_foreign(request):
            return _refused(request, ELSEWHERE, 403)
        if _size(request) > MOST_BODY:
            return _refused(request, TOO_LARGE, 413)
        return self.get_response(request)


def is_foreign(request: HttpRequest) -> bool:
    """Whether the browser says that another site's page sent this. Programs and old browsers say nothing."""
    said = request.headers.get("Sec-Fetch-Site", "")
    if said:
        return said not in ("same-origin", "none")
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()


def _size(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdecimal() else 0


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "public/refused.html", {"sentence": sentence}, status=status)
