"""The internal site. The only module that knows every app."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # The office's own screens come first: what they do not take is the admin's.
    path("admin/", include("registry.urls_office")),
    path("admin/", include("registry.urls_risk")),
    path("admin/", include("inspections.urls_office")),
    path("admin/", include("publicity.urls")),
    path("admin/", include("yangcheng_inspect.desk.urls_office")),
    path("admin/", admin.site.urls),
    path("accounts/", include("yangcheng_inspect.accounts.urls")),
    path("registry/", include("registry.urls")),
    path("", include("inspections.urls")),
    path("", include("yangcheng_inspect.desk.urls")),
]
