"""The request behind the login."""

from django.http import HttpRequest

from yangcheng_inspect.accounts.models import User


class Request(HttpRequest):
    """`request.user` is a `User`: LoginRequiredMiddleware has sent everybody else away."""

    user: User
