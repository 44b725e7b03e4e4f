"""大字版 and 高对比: looks of the same pages, told by the address, since the site sets no cookie."""

from django.http import HttpRequest

LOOKS = ("large", "contrast")


def look_of(request: HttpRequest) -> str:
    """`large`, `contrast` or nothing."""
    asked = request.GET.get("view", "")
    return asked if asked in LOOKS else ""
