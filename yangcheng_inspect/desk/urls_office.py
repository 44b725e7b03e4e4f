"""The office's pages that span the apps. Mounted under /admin/, before the admin's own."""

from django.urls import path

from yangcheng_inspect.desk.entities import office

urlpatterns = [
    path("proposals/", office.proposal_queue, name="proposal_queue"),
    path("proposals/<int:pk>/", office.proposal_decide, name="proposal_decide"),
    path("proposals/<int:pk>/accept/", office.proposal_accept, name="proposal_accept"),
    path("proposals/<int:pk>/decline/", office.proposal_decline, name="proposal_decline"),
    path("entities/<int:pk>/merge/", office.entity_merge, name="entity_merge"),
]
