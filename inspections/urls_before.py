"""Before a visit and at its door: preparation, calendar, what happened on site."""

from django.urls import path

from inspections.views import attendance, before, desk_checks, merging, site

urlpatterns = [
    path("attendance/", attendance.attendance, name="attendance"),
    path("visits/<int:pk>/prepare/", before.prepare, name="visit_prepare"),
    path("visits/<int:pk>/companions/", before.companion_add, name="companion_add"),
    path("companions/<int:pk>/remove/", before.companion_remove, name="companion_remove"),
    path("visits/<int:pk>/scan/", before.scan, name="visit_scan"),
    path("visits/<int:pk>/site/", site.site, name="visit_site"),
    path("visits/<int:pk>/desk/", desk_checks.desk, name="visit_desk"),
    path("visits/<int:pk>/merge/<int:other>/", merging.visit_merge, name="visit_merge"),
    path("visits/<int:pk>/pack/", before.pack, name="visit_pack"),
    path("attendance/pack/", before.day_pack, name="day_pack"),
    path("approvals/<int:pk>/urgent/", before.go_first, name="approval_urgent"),
]
