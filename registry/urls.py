from django.urls import path

from registry import people, views, views_risk

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/absence/", people.person_absence, name="person_absence"),
    path("people/<int:pk>/back/", people.person_back, name="person_back"),
    path("risk-matrices/", views_risk.risk_matrix_list, name="risk_matrices"),
    path("risk-matrices/<int:pk>/", views_risk.risk_matrix, name="risk_matrix"),
    path("risk-matrices/<int:pk>/approve/", views_risk.risk_matrix_approve, name="risk_matrix_approve"),
    path("risk-matrices/<int:pk>/send-back/", views_risk.risk_matrix_send_back, name="risk_matrix_send_back"),
    path("items/", views.item_versions, name="item_versions"),
    path("items/<int:pk>/", views.item_version, name="item_version"),
    path("items/<int:pk>/compare/", views.item_version_compare, name="item_version_compare"),
    path("items/<int:pk>/confirm/", views.item_version_confirm, name="item_version_confirm"),
    path("items/<int:pk>/marks/", views.item_version_marks, name="item_version_marks"),
    path("items/<int:pk>/approve/", views.item_version_approve, name="item_version_approve"),
    path("items/<int:pk>/send-back/", views.item_version_send_back, name="item_version_send_back"),
]
