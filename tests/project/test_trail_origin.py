"""Where a request came from stands in its events."""

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from yangcheng_inspect.trail import origin
from yangcheng_inspect.trail.middleware import OriginMiddleware
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.services import record


def serve(**meta: str) -> tuple[origin.Origin, HttpResponse]:
    """What a view sees, and the answer."""
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(origin.current.get())
        return HttpResponse()

    response = OriginMiddleware(view)(RequestFactory().get("/", **meta))
    return seen[0], response


def test_the_address_is_the_peers() -> None:
    seen, _ = serve(REMOTE_ADDR="10.1.2.3", HTTP_X_FORWARDED_FOR="6.6.6.6")

    assert seen.ip == "10.1.2.3"


def test_behind_a_trusted_proxy_it_is_the_last_one_the_proxy_wrote(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]

    seen, _ = serve(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.2.3")

    assert seen.ip == "10.1.2.3"


def test_behind_a_unix_socket_it_is_what_the_proxy_wrote() -> None:
    """The brake on guessing counts by address: one for everybody would let a stranger lock anybody out."""
    seen, _ = serve(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="10.1.2.3")

    assert seen.ip == "10.1.2.3"


def test_the_answer_carries_the_number_of_the_request() -> None:
    seen, response = serve()

    assert response.headers["X-Request-ID"] == seen.request


def test_nothing_stays_behind_after_the_request() -> None:
    serve()

    assert origin.current.get() == origin.NOWHERE


@pytest.mark.django_db
def test_a_strangers_failed_login_keeps_the_address() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            record("login.fail", target="login/unknown", by=None)
        return HttpResponse()

    OriginMiddleware(view)(RequestFactory().get("/", REMOTE_ADDR="10.9.8.7"))

    person = Event.objects.select_related("detail").order_by("-seq")[0].detail.person
    assert (person["id"], person["ip"]) == (None, "10.9.8.7")
