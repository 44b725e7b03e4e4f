"""The office's pages of what is and will be public. Mounted under /admin/, before the admin's own."""

from django.urls import path

from publicity.views import board, items

urlpatterns = [
    path("item-versions/<int:pk>/publish/", items.item_version_publish, name="item_version_publish"),
    path("publications/", board.publication_board, name="publication_board"),
    path("publications/export.xlsx", board.publication_export, name="publication_export"),
    path("publications/<int:pk>/", board.publication, name="publication"),
]
