"""A one-time password opens one door only: the page on which another is chosen."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yangcheng_inspect.accounts.models import User

OPEN = frozenset({"password_change", "logout", "login"})


class MustChangePasswordMiddleware:
    """Sends whoever still has a one-time password to `password_change`, whatever page was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user = request.user
        if not (isinstance(user, User) and user.must_change_password):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name in OPEN else redirect("password_change")
