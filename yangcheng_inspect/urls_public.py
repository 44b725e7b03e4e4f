"""The public site's addresses: nothing internal is imported from here."""

from django.urls import include, path

urlpatterns = [path("", include("publicity.public_site.urls"))]
handler404 = "publicity.public_site.views.not_found"
