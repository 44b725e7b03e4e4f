"""The office's pages of 公告与解读. Mounted under /admin/, before the admin's own."""

from django.urls import path

from publicity.views import office_notices as office

urlpatterns = [
    path("bulletins/new/", office.bulletin_new, name="bulletin_new"),
    path("bulletins/<int:pk>/change/", office.bulletin_change, name="bulletin_change"),
    path("bulletins/<int:pk>/withdraw/", office.bulletin_withdraw, name="bulletin_withdraw"),
    path("bulletin-versions/<int:pk>/edit/", office.bulletin_edit, name="bulletin_edit"),
    path("bulletin-versions/<int:pk>/submit/", office.bulletin_submit, name="bulletin_submit"),
    path("bulletin-versions/<int:pk>/discard/", office.bulletin_discard, name="bulletin_discard"),
]
