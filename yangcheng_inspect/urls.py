"""The internal site. The only module that knows every app."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # The office's own screens come first: what they do not take is the admin's.
    path("admin/", include("registry.urls_office")),
    path("admin/", include("registry.urls_risk")),
    path("admin/", include("inspections.urls_office")),
    path("admin/", include("publicity.urls")),
    path("admin/", include("publicity.urls_office_notices")),
    path("admin/", include("yangcheng_inspect.desk.urls_office")),
    path("admin/", admin.site.urls),
    path("accounts/", include("yangcheng_inspect.accounts.urls")),
    path("registry/", include("registry.urls")),
    path("ratings/", include("publicity.urls_ratings")),
    path("", include("publicity.urls_sent_in")),
    path("", include("inspections.urls")),
    path("", include("publicity.urls_notices")),
    path("", include("yangcheng_inspect.desk.urls")),
]
