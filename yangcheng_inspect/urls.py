"""The internal site. The only module that knows every app."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("yangcheng_inspect.accounts.urls")),
    path("registry/", include("registry.urls")),
    path("", include("inspections.urls")),
    path("", include("publicity.urls")),
    path("", include("yangcheng_inspect.desk.urls")),
]
