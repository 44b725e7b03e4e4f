"""公告与解读: the shared list and page, and the leader's decisions. Mounted on the officer site."""

from django.urls import path

from publicity.views import notice_pages as pages

urlpatterns = [
    path("bulletins/", pages.bulletin_list, name="bulletin_list"),
    path("bulletins/<int:pk>/", pages.bulletin_version, name="bulletin_version"),
    path("bulletins/<int:pk>/approve/", pages.bulletin_approve, name="bulletin_approve"),
    path("bulletins/<int:pk>/return/", pages.bulletin_return, name="bulletin_return"),
]
