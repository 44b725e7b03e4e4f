from django.urls import path

from registry import views

urlpatterns = [
    path("items/", views.item_versions, name="item_versions"),
    path("items/<int:pk>/", views.item_version, name="item_version"),
    path("items/<int:pk>/approve/", views.item_version_approve, name="item_version_approve"),
    path("items/<int:pk>/send-back/", views.item_version_send_back, name="item_version_send_back"),
]
