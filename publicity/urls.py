"""The office's pages of what is and will be public. Mounted under /admin/, before the admin's own."""

from django.urls import path

from publicity.views import board

urlpatterns = [
    path("publications/", board.publication_board, name="publication_board"),
    path("publications/export.xlsx", board.publication_export, name="publication_export"),
    path("publications/<int:pk>/", board.publication, name="publication"),
]
