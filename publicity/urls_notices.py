"""公告与解读: the shared list and page, and the leader's decisions. Mounted on the officer site."""

from django.urls import path

from publicity.views import notice_pages as pages

urlpatterns = [
    path("notices/", pages.notice_list, name="notice_list"),
    path("notices/<int:pk>/", pages.notice_version, name="notice_version"),
    path("notices/<int:pk>/approve/", pages.notice_approve, name="notice_approve"),
    path("notices/<int:pk>/return/", pages.notice_return, name="notice_return"),
]
