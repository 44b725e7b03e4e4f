"""Addresses of the public pages."""

from django.urls import include, path, re_path

from publicity.public_site import draw_views, letter_views, progress, trail_views, version_views, views
from publicity.public_site import item_views as items

urlpatterns = [
    path("", include("publicity.public_site.display_urls")),
    path("", include("publicity.public_site.open_data.urls")),
    path("", views.results, name="results"),
    path("results/<str:number>/", views.result, name="result"),
    path("results/<str:number>/record.json", views.record, name="record"),
    path("results/<str:number>/versions/<int:version>/", version_views.version, name="version"),
    path(
        "results/<str:number>/versions/<int:version>/record.json", version_views.version_record, name="version_record"
    ),
    path("results/<str:number>/proof.json", views.proof, name="proof"),
    path("items/", items.items, name="items"),
    path("items/print/", items.items_print, name="items_print"),
    path("items.xlsx", items.items_xlsx, name="items_xlsx"),
    path("items.json", items.items_json, name="items_json"),
    path("items/<str:code>/", items.item, name="item"),
    path("items/<str:code>/<int:number>/", items.item_version, name="item_version"),
    path("draws/", draw_views.draws, name="draws"),
    path("draws/<str:number>/", draw_views.draw, name="draw"),
    path("draws/<str:number>/commitment.txt", draw_views.commitment, name="commitment"),
    path("draws/<str:number>/void.txt", draw_views.void_record, name="void_record"),
    path("draws/<str:number>/bundle.json", draw_views.bundle, name="bundle"),
    path("draws/<str:number>/<slug:part>.txt", draw_views.bundle_part, name="bundle_part"),
    path("trail/", trail_views.checkpoints, name="checkpoints"),
    path("trail/keys.txt", trail_views.keys, name="trail_keys"),
    path("trail/<slug:log>/epoch.txt", trail_views.epoch, name="epoch"),
    path("trail/<slug:log>/<int:size>.txt", trail_views.checkpoint, name="checkpoint"),
    path("objection/", letter_views.letter, {"kind": "objection"}, name="objection"),
    path("statement/", letter_views.letter, {"kind": "statement"}, name="statement"),
    path("rating/", letter_views.letter, {"kind": "rating"}, name="rating"),
    path("fault/", letter_views.letter, {"kind": "fault"}, name="fault"),
    re_path(r"^(?P<kind>objection|statement)/paper/$", letter_views.paper, name="letter_paper"),
    path("progress/", progress.progress, name="progress"),
    path("about/", views.about, name="about"),
]
