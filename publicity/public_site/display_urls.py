"""Addresses of what the public reads beside results, items and draws: plans, tasks, officers, notices, the site."""

from django.urls import path

from publicity.public_site import notice_views as notices
from publicity.public_site import officer_views, site_views
from publicity.public_site import plan_views as plans

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans.json", plans.plans_json, name="plans_json"),
    path("plans.csv", plans.plans_csv, name="plans_csv"),
    path("plans.xlsx", plans.plans_xlsx, name="plans_xlsx"),
    path("plans/<str:number>/", plans.plan, name="public_plan"),
    path("plans/<str:number>/<int:version>/", plans.plan_version, name="public_plan_version"),
    path("tasks.json", plans.tasks_json, name="tasks_json"),
    path("tasks.csv", plans.tasks_csv, name="tasks_csv"),
    path("tasks.xlsx", plans.tasks_xlsx, name="tasks_xlsx"),
    path("tasks/<str:number>/", plans.task, name="public_task"),
    path("officers/", officer_views.officers, name="officers"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<str:number>/", notices.notice, name="notice"),
    path("notices/<str:number>/<int:version>/", notices.notice_version, name="public_notice_version"),
    path("voice/", site_views.voice, name="voice"),
    path("accessibility/", site_views.accessibility, name="accessibility"),
    path("sitemap/", site_views.sitemap, name="sitemap"),
]
