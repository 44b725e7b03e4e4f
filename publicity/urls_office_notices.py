"""The office's pages of 公告与解读. Mounted under /admin/, before the admin's own."""

from django.urls import path

from publicity.views import office_notices as office

urlpatterns = [
    path("notices/new/", office.notice_new, name="notice_new"),
    path("notices/<int:pk>/change/", office.notice_change, name="notice_change"),
    path("notices/<int:pk>/withdraw/", office.notice_withdraw, name="notice_withdraw"),
    path("notice-versions/<int:pk>/edit/", office.notice_edit, name="notice_edit"),
    path("notice-versions/<int:pk>/submit/", office.notice_submit, name="notice_submit"),
    path("notice-versions/<int:pk>/discard/", office.notice_discard, name="notice_discard"),
]
