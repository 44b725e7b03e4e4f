"""The last net below the views: what a rule or the database refused reaches a person as its sentence, never as 500."""

from collections.abc import Callable

from django.apps import apps
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from yangcheng_inspect.errors import DomainError

CHECK_VIOLATION = "23514"


class RefusalMiddleware:
    """409 with the sentence on a page, 422 with it for a script. Nothing was kept: the transaction is undone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        sentence = said(error)
        if not sentence:
            return None
        if request.content_type == "application/json":
            return JsonResponse({"message": sentence}, status=422)
        return render(request, "409.html", {"sentence": sentence, "back": came_from(request)}, status=409)


def came_from(request: HttpRequest) -> str:
    """The page of ours where the form stood, else the first page."""
    page = request.headers.get("Referer", "")
    known = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if known else "/"


def said(error: Exception) -> str:
    """The sentence of a refusal; empty for whatever is a fault of the program."""
    if isinstance(error, DomainError):
        return str(error)
    facts = getattr(error.__cause__, "diag", None) if isinstance(error, IntegrityError) else None
    if facts is None:
        return ""
    if facts.constraint_name:
        return _of_constraint(facts.constraint_name)
    return facts.message_primary or "" if facts.sqlstate == CHECK_VIOLATION else ""


def _of_constraint(name: str) -> str:
    rules = (rule for model in apps.get_models() for rule in model._meta.constraints)
    return next((str(rule.violation_error_message) for rule in rules if rule.name == name), "")
