"""The office's pages of the item list. Mounted under /admin/, before the admin's own."""

from django.urls import path

from registry import office_items as items
from registry import office_roster as rosters

urlpatterns = [
    path("roster/", rosters.duty_roster, name="duty_roster"),
    path("roster/enter/", rosters.duty_roster_enter, name="duty_roster_enter"),
    path("items/<int:pk>/draft/", items.item_draft_new, name="item_draft_new"),
    path("items/<int:pk>/events/", items.item_event_list, name="item_event_list"),
    path("item-events/<int:pk>/cancel/", items.item_event_cancel, name="item_event_cancel"),
    path("item-versions/<int:pk>/edit/", items.item_draft, name="item_draft"),
    path("item-versions/<int:pk>/bases/", items.item_draft_bases, name="item_draft_bases"),
    path("item-versions/<int:pk>/points/", items.item_draft_points, name="item_draft_points"),
    path("item-versions/<int:pk>/submit/", items.item_version_submit, name="item_version_submit"),
    path("item-versions/<int:pk>/discard/", items.item_version_discard, name="item_version_discard"),
    path("legal-bases/<int:pk>/end/", items.basis_end, name="basis_end"),
]
