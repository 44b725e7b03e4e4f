"""The public site and, beside it, a view that returns a constant through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("constant/", constant), path("", include("publicity.public_site.urls"))]
