"""What spans the apps."""

from django.urls import path

from yangcheng_inspect.desk import notices, oversight, views
from yangcheng_inspect.desk.entities import proposals
from yangcheng_inspect.desk.entities import views as entities

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", notices.notice_list, name="notice_list"),
    path("notices/read/", notices.notice_read_all, name="notice_read_all"),
    path("notices/<int:pk>/", notices.notice_open, name="notice_open"),
    path("entities/", entities.entity_list, name="entity_list"),
    path("entities/export.xlsx", entities.entity_export, name="entity_export"),
    path("entities/<int:pk>/", entities.entity_file, name="entity_file"),
    path("entities/<int:pk>/propose/", proposals.proposal_change, name="proposal_change"),
    path("responsibility/", oversight.responsibility, name="responsibility"),
    path("responsibility/export.xlsx", oversight.responsibility_export, name="responsibility_export"),
    path("proposals/", proposals.proposal_list, name="proposal_list"),
    path("proposals/new/", proposals.proposal_new, name="proposal_new"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/withdraw/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path("proposals/<int:pk>/note/", proposals.proposal_note, name="proposal_note"),
]
