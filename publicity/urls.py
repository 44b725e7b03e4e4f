"""The office's pages of what is and will be public. Mounted under /admin/, before the admin's own."""

from django.urls import path

from publicity import urls_sent_in
from publicity.views import board, bundles, corrections, items, postings, publication

urlpatterns = [
    path("item-versions/<int:pk>/publish/", items.item_version_publish, name="item_version_publish"),
    path("publications/", board.publication_board, name="publication_board"),
    path("publications/export.xlsx", board.publication_export, name="publication_export"),
    path("publications/posting/", postings.posting_list, name="posting_list"),
    path("publications/posting.xlsx", postings.posting_export, name="posting_export"),
    path("publications/bundles/", bundles.bundle_list, name="bundle_list"),
    path("publications/<int:pk>/", publication.publication, name="publication"),
    path("publications/<int:pk>/correct/", corrections.correction_new, name="correction_new"),
    path("publications/<int:pk>/<slug:slug>/do/", publication.act, name="publication_act"),
    *urls_sent_in.office,
]
