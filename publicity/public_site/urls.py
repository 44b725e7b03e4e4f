"""Addresses of the public pages."""

from django.urls import path

from publicity.public_site import views

urlpatterns = [
    path("", views.results, name="results"),
    path("results/<str:number>/", views.result, name="result"),
    path("items/", views.items, name="items"),
    path("items/<str:code>/", views.item, name="item"),
    path("draws/", views.draws, name="draws"),
    path("draws/<str:number>/commitment.txt", views.commitment, name="commitment"),
    path("about/", views.about, name="about"),
    path("sitemap/", views.sitemap, name="sitemap"),
]
