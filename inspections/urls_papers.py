"""文书、卷宗、查阅件."""

from django.urls import path

from inspections.views import archives, copies, papers

urlpatterns = [
    path("visits/<int:pk>/papers/", papers.visit_papers, name="visit_papers"),
    path("visits/<int:pk>/archive/", archives.archive_visit, name="archive_visit"),
    path("visits/<int:pk>/copy/", copies.record_copy_new, name="record_copy_new"),
    path("tasks/<int:pk>/papers/", papers.task_papers, name="task_papers"),
    path("tasks/<int:pk>/archive/", archives.archive_task, name="archive_task"),
    path("papers/<str:code>/<int:pk>.pdf", papers.paper, name="paper"),
    path("papers/<str:code>/<int:pk>/print/", papers.print_out, name="paper_print"),
    path("papers/<str:code>/<int:pk>/issue/", papers.issue, name="paper_issue"),
    path("documents/<int:pk>/", papers.document, name="document"),
    path("documents/<int:pk>.pdf", papers.document_pdf, name="document_pdf"),
    path("documents/<int:pk>/serve/", papers.serve, name="document_serve"),
    path("archives/", archives.archive_files, name="archive_files"),
    path("archives/year/", archives.archive_year, name="archive_year"),
    path("archives/<int:pk>/", archives.archive_file, name="archive_file"),
    path("archives/<int:pk>.pdf", archives.archive_pdf, name="archive_pdf"),
    path("archives/<int:pk>.zip", archives.archive_zip, name="archive_zip"),
    path("copies/<int:pk>.pdf", copies.record_copy, name="record_copy"),
]
