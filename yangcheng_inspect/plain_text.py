"""What comes in from a browser before any view reads it: text without NUL, and numbers that are keys."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\0"
LONGEST_KEY = 18
"""Digits of the largest primary key that PostgreSQL's bigint surely holds."""


class PlainTextMiddleware:
    """400 with a sentence for a NUL anywhere in address or form: PostgreSQL keeps none, so no honest form has one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info or _has_nul(request.GET):
            raise SuspiciousOperation("NUL in the address")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        """After the token was checked, which reads the form anyway."""
        if request.method == "POST" and _has_nul(request.POST):
            raise SuspiciousOperation("NUL in the form")


def _has_nul(data: QueryDict) -> bool:
    return any(NUL in key or any(NUL in value for value in values) for key, values in data.lists())


def key(text: str) -> int:
    """A primary key out of an address or a form; 0, which no row has, for anything else."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else 0
