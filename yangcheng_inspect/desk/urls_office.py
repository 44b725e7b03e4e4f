"""The office's pages that span the apps. Mounted under /admin/, before the admin's own."""

from django.urls import path

from yangcheng_inspect.desk import parameter_pages
from yangcheng_inspect.desk.entities import office

urlpatterns = [
    path("proposals/", office.proposal_queue, name="proposal_queue"),
    path("proposals/<int:pk>/", office.proposal_decide, name="proposal_decide"),
    path("proposals/<int:pk>/accept/", office.proposal_accept, name="proposal_accept"),
    path("proposals/<int:pk>/decline/", office.proposal_decline, name="proposal_decline"),
    path("parameter-values/", parameter_pages.parameter_list, name="parameters"),
    path("parameter-values/changes/<int:pk>/", parameter_pages.parameter_value, name="parameter_value"),
    path("parameter-values/changes/<int:pk>/approve/", parameter_pages.parameter_approve, name="parameter_approve"),
    path("parameter-values/changes/<int:pk>/decline/", parameter_pages.parameter_decline, name="parameter_decline"),
    path("parameter-values/changes/<int:pk>/withdraw/", parameter_pages.parameter_withdraw, name="parameter_withdraw"),
    path("parameter-values/<slug:key>/", parameter_pages.parameter, name="parameter"),
    path("parameter-values/<slug:key>/change/", parameter_pages.parameter_change, name="parameter_change"),
    path("entities/<int:pk>/merge/", office.entity_merge, name="entity_merge"),
]
